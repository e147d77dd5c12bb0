import { describe, expect, it } from 'vitest';
import { Message } from './protobuf';

const hex = (message: Message): string => Buffer.from(message.bytes()).toString('hex');

/** The examples of the encoding guide at protobuf.dev, and its rules for what it has no example of. */
describe('Message', () => {
  it('writes integers, strings and messages', () => {
    expect(hex(new Message().integer(1, 150))).toBe('089601');
    expect(hex(new Message().text(2, 'testing'))).toBe('120774657374696e67');
    expect(hex(new Message().message(3, new Message().integer(1, 150)))).toBe('1a03089601');
  });

  it('packs repeated integers', () => {
    expect(hex(new Message().integers(6, [3, 270, 86942]))).toBe('3206038e029ea705');
    expect(hex(new Message().integers(6, []))).toBe('3200');
  });

  it('writes negative integers as 64 bits', () => {
    expect(hex(new Message().integer(1, -2))).toBe('08feffffffffffffffff01');
  });

  it('writes integers beyond 32 bits', () => {
    expect(hex(new Message().integer(1, 2 ** 40))).toBe('08808080808020');
  });

  it('writes floats as they are in memory', () => {
    expect(hex(new Message().float(2, 1))).toBe('150000803f');
    expect(hex(new Message().floats(7, Float32Array.of(1, -2)))).toBe('3a080000803f000000c0');
  });

  it('writes field numbers above 15 in two bytes', () => {
    expect(hex(new Message().integer(20, 7))).toBe('a00107');
  });
});
