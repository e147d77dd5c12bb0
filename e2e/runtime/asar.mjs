/**
 * Packs a few small files into an asar archive, the format that Electron reads as a folder: a
 * Chromium pickle that holds the JSON index, then the files one after the other. Flat only: no
 * folders, no unpacked files, no integrity block (which Electron asks for on no Linux build).
 *
 * @param {Record<string, string>} files name to text
 * @returns {Buffer}
 */
export function packAsar(files) {
  /** @type {Record<string, { size: number, offset: string }>} */
  const index = {};
  const bodies = [];
  let offset = 0;
  for (const [name, text] of Object.entries(files)) {
    const body = Buffer.from(text);
    index[name] = { size: body.length, offset: String(offset) };
    bodies.push(body);
    offset += body.length;
  }

  const json = Buffer.from(JSON.stringify({ files: index }));
  const padded = Math.ceil(json.length / 4) * 4;
  // Two pickles: a uint32 with the size of the second, which is [payload size][string length][string].
  const head = Buffer.alloc(16 + padded);
  head.writeUInt32LE(4, 0);
  head.writeUInt32LE(8 + padded, 4);
  head.writeUInt32LE(4 + padded, 8);
  head.writeUInt32LE(json.length, 12);
  json.copy(head, 16);
  return Buffer.concat([head, ...bodies]);
}
