export { ModelLibrary, type LibraryPlace } from './library';
