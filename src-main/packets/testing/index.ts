export { corpus } from './corpus';
export { fuzz } from './fuzz';
