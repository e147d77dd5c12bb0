import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fileOf, servePageFile } from './page-files';

let top: string;
let root: string;

beforeAll(() => {
  top = mkdtempSync(join(tmpdir(), 'homemole-pages-'));
  root = join(top, 'renderer');
  mkdirSync(join(root, 'assets'), { recursive: true });
  writeFileSync(join(root, 'index.html'), '<p>page</p>');
  writeFileSync(join(root, 'assets', 'a b.js'), 'js');
  writeFileSync(join(top, 'secret.html'), 'secret');
  mkdirSync(join(top, 'renderer-evil'));
  writeFileSync(join(top, 'renderer-evil', 'index.html'), 'secret');
});
afterAll(() => rmSync(top, { recursive: true, force: true }));

describe('fileOf', () => {
  it('names files below the root', () => {
    expect(fileOf('app://homemole/index.html', root)).toBe(join(root, 'index.html'));
    expect(fileOf('app://homemole/assets/a%20b.js?v=1#x', root)).toBe(
      join(root, 'assets', 'a b.js'),
    );
  });

  it.each([
    'app://homemole/../secret.html',
    'app://homemole/%2e%2e/secret.html',
    'app://homemole/..%2fsecret.html',
    'app://homemole/assets/..%2f..%2fsecret.html',
    'app://homemole/%2e%2e%5csecret.html',
    'app://homemole/..\\secret.html',
    'app://homemole/../renderer-evil/index.html',
    'app://homemole//etc/hostname.html',
    'app://homemole/index.html%00.js',
    'app://homemole/%E0%A4%A',
    'app://homemole/',
    'app://homemole/index.cjs',
    'app://other/index.html',
    'not an address',
  ])('never leaves the root for %s', (address) => {
    const file = fileOf(address, root);
    expect(file === null || file.startsWith(root + '/')).toBe(true);
  });
});

describe('servePageFile', () => {
  it('serves a page with its type, the policy and nosniff', async () => {
    const reply = await servePageFile(new Request('app://homemole/index.html'), root);
    expect(reply.status).toBe(200);
    expect(await reply.text()).toBe('<p>page</p>');
    expect(reply.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(reply.headers.get('x-content-type-options')).toBe('nosniff');
    const policy = reply.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).not.toContain('unsafe-eval');
    expect(policy).not.toContain('http');
  });

  it.each([
    'app://homemole/../secret.html',
    'app://homemole/..%2fsecret.html',
    'app://homemole/%2e%2e/renderer-evil/index.html',
    'app://other/index.html',
    'app://homemole/missing.html',
  ])('answers 404 with no body to %s', async (address) => {
    const reply = await servePageFile(new Request(address), root);
    expect(reply.status).toBe(404);
    expect(await reply.text()).toBe('');
  });

  it('takes GET only', async () => {
    const request = new Request('app://homemole/index.html', { method: 'POST', body: 'x' });
    expect((await servePageFile(request, root)).status).toBe(405);
  });
});
