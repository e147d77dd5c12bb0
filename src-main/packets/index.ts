export { emptyTable, selectRows } from './table';
export { LiveReader } from './live-reader';
export { readBatches, readCaptures } from './read-captures';
export type { Captures, ReadSummary } from './read-captures';
export { TableBuilder } from './table-builder';
export { WordInterner } from './word-interner';
export { interfaceBlock, sectionHeaderBlock } from './pcapng-blocks';
export { PcapngWriter } from './pcapng-writer';
export type { PcapngWriterOptions } from './pcapng-writer';
