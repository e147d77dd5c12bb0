import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Writes a capture helper that speaks the helper's protocol and records nothing: once started it
 * sends the bytes of a capture file in pieces, then waits to be stopped.
 * @param piece Bytes of each piece, sent every `milliseconds`.
 * @returns Its script.
 */
export function scriptedHelper(
  folder: string,
  capture: string,
  { piece = 65_536, milliseconds = 1, packets = 0 } = {},
): string {
  const script = join(folder, 'scripted-helper.cjs');
  writeFileSync(
    script,
    `
    const { readFileSync } = require('node:fs');
    const frame = (type, body) => {
      const head = Buffer.alloc(5);
      head[0] = type;
      head.writeUInt32LE(body.length, 1);
      process.stdout.write(Buffer.concat([head, body]));
    };
    const say = (event) => frame(0, Buffer.from(JSON.stringify(event)));
    const status = (state, packets) => ({ state, backend: 'dumpcap', interface: 'test0', packets,
      bytes: 0, dropped: 0, timestamps: 'kernel', seconds: 1 });
    const bytes = readFileSync(${JSON.stringify(capture)});
    let at = 0;
    let over = false;
    const end = (kind) => {
      if (over) return;
      over = true;
      const last = status('stopped', ${packets});
      say({ kind: 'ended', status: last, end: kind });
      process.exitCode = 0;
      process.stdin.destroy();
    };
    const next = () => {
      if (over) return;
      if (at >= bytes.length) return say({ kind: 'status', status: status('running', ${packets}) });
      frame(1, bytes.subarray(at, at + ${piece}));
      at += ${piece};
      setTimeout(next, ${milliseconds});
    };
    let words = '';
    process.stdin.on('data', (text) => {
      words += text;
      for (let line; (line = words.indexOf('\\n')) >= 0; words = words.slice(line + 1)) {
        const { kind } = JSON.parse(words.slice(0, line));
        if (kind === 'start') {
          say({ kind: 'started', status: status('running', 0), command: 'scripted' });
          next();
        } else if (kind === 'pause') say({ kind: 'status', status: status('paused', 0) });
        else if (kind === 'stop') end('asked');
      }
    });
    process.stdin.on('end', () => process.exit(0));
    `,
  );
  return script;
}
