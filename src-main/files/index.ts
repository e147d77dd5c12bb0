export { unwritable } from './unwritable';
export { checkFile, writeWholeFile } from './write-file';
export { checkFolder, writeFolder } from './write-folder';
