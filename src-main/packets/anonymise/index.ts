export { anonymise } from './anonymise';
export type { Anonymised, AnonymiseOptions } from './anonymise';
