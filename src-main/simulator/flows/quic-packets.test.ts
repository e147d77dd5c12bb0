import { expect, it } from 'vitest';
import { clientInitialKeys } from './quic-packets';

it("derives the keys of RFC 9001's example (appendix A.1)", () => {
  const { key, iv, headerKey } = clientInitialKeys(Buffer.from('8394c8f03e515708', 'hex'));
  expect(key.toString('hex')).toBe('1f369613dd76d5467730efcbe3b1a22d');
  expect(iv.toString('hex')).toBe('fa044b2f42a3fd3b46fb255c');
  expect(headerKey.toString('hex')).toBe('9f50449e04a0e810283a1e9933adedd2');
});
