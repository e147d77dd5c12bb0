export { emptyTable, selectRows } from './table';
export { readCaptures } from './read-captures';
export type { Captures } from './read-captures';
export { TableBuilder } from './table-builder';
export { PcapngWriter } from './pcapng-writer';
export type { PcapngWriterOptions } from './pcapng-writer';
