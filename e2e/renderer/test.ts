import { resolve } from 'node:path';
import { test as base, expect } from '@playwright/test';
import { serve } from './serve';

/** Where the built window lies. */
const folder = process.env['HOMEMOLE_RENDERER'] ?? resolve(__dirname, '../../out/renderer');

/**
 * A page on the built window under its real policy. Anything the policy blocks, any error and any
 * request beyond the server fails the test.
 */
export const test = base.extend<{ app: string }, { server: string }>({
  server: [
    async ({}, use) => {
      const server = await serve(folder);
      await use(server.url);
      await server.close();
    },
    { scope: 'worker' },
  ],
  app: async ({ page, server }, use) => {
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning')
        complaints.push(`${message.type()}: ${message.text()}`);
    });
    page.on('request', (request) => {
      if (!request.url().startsWith(server) && !request.url().startsWith('data:'))
        complaints.push(`request: ${request.url()}`);
    });
    await use(server);
    expect(complaints).toEqual([]);
  },
});

export { expect };
