import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { callNames, channelOfCall } from '@contract/channels';
import { expect, root, test } from './launch';
import { listen } from './listener';

test('the window is sandboxed, isolated and without Node', async ({ homemole: { app, page } }) => {
  const preferences = await app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    return (
      window?.webContents as unknown as { getLastWebPreferences(): Record<string, unknown> }
    ).getLastWebPreferences();
  });
  expect(preferences).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    webviewTag: false,
  });
  const devTools = await app.evaluate(async ({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    contents?.openDevTools({ mode: 'detach' });
    await new Promise((resolve) => setTimeout(resolve, 500));
    return contents?.isDevToolsOpened();
  });
  expect(devTools).toBe(false);
  const reach = await page.evaluate(() => ({
    node: typeof (globalThis as Record<string, unknown>).require,
    process: typeof (globalThis as Record<string, unknown>).process,
    bridge: Object.keys((globalThis as unknown as { homemole: object }).homemole).sort(),
  }));
  expect(reach).toEqual({
    node: 'undefined',
    process: 'undefined',
    bridge: [...callNames, 'listen', 'pathOf'].sort(),
  });
});

test('the page comes from app://homemole with a policy that allows no network', async ({
  homemole: { page },
}) => {
  expect(new URL(page.url()).href).toBe('app://homemole/index.html');
  const [reply] = await Promise.all([page.waitForResponse(/index\.html/), page.reload()]);
  const headers = await reply.allHeaders();
  const policy = headers['content-security-policy'] ?? '';
  for (const rule of [
    "default-src 'none'",
    "script-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ]) {
    expect(policy.split('; ')).toContain(rule);
  }
  expect(policy).not.toMatch(/unsafe-eval|https?:|\*/);
  expect(headers['x-content-type-options']).toBe('nosniff');
});

for (const policy of ['with', 'without'] as const) {
  // Without the policy it is the request filter behind it that refuses.
  test(`the page reaches no network ${policy} its policy`, async ({ homemole }) => {
    const { page, stderr } = homemole;
    const listener = await listen();
    try {
      if (policy === 'without') {
        const session = await page.context().newCDPSession(page);
        await session.send('Page.setBypassCSP', { enabled: true });
        await page.reload();
      }
      const outcome = await page.evaluate(tryEveryWayOut, `127.0.0.1:${listener.port}`);
      expect(new Set(Object.values(outcome))).toEqual(new Set(['refused']));
      expect(listener.connections()).toBe(0);
      await listener.prove();
      expect(listener.connections()).toBe(1);
      if (policy === 'without') expect(stderr()).toContain('refused request: image');
    } finally {
      listener.close();
    }
  });
}

/** Runs in the page. */
async function tryEveryWayOut(host: string): Promise<Record<string, 'reached' | 'refused'>> {
  const settle = (promise: Promise<unknown>): Promise<'reached' | 'refused'> =>
    promise.then(
      () => 'reached',
      () => 'refused',
    );
  const load = (name: 'img' | 'script' | 'link', attributes: Record<string, string>) =>
    settle(
      new Promise((resolve, reject) => {
        const element = document.createElement(name);
        element.onload = resolve;
        element.onerror = reject;
        for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
        document.head.append(element);
      }),
    );
  const socket = new Promise((resolve, reject) => {
    try {
      const made = new WebSocket(`ws://${host}/`);
      made.onopen = resolve;
      made.onerror = reject;
    } catch (error) {
      reject(error as Error);
    }
  });
  return {
    fetch: await settle(fetch(`http://${host}/`)),
    secure: await settle(fetch(`https://${host}/`)),
    noCors: await settle(fetch(`http://${host}/`, { mode: 'no-cors' })),
    file: await settle(fetch('file:///etc/hostname')),
    image: await load('img', { src: `http://${host}/a.png` }),
    script: await load('script', { src: `http://${host}/a.js` }),
    style: await load('link', { rel: 'stylesheet', href: `http://${host}/a.css` }),
    socket: await settle(socket),
  };
}

test('the main process reaches no network either', async ({ homemole: { app } }) => {
  const listener = await listen();
  try {
    const outcome = await app.evaluate(async ({ net, session }, url) => {
      const settle = (promise: Promise<unknown>): Promise<string> =>
        promise.then(
          () => 'reached',
          () => 'refused',
        );
      return {
        net: await settle(net.fetch(url)),
        other: await settle(session.fromPartition('other').fetch(url)),
      };
    }, `http://127.0.0.1:${listener.port}/`);
    expect(outcome).toEqual({ net: 'refused', other: 'refused' });
    expect(listener.connections()).toBe(0);
    await listener.prove();
    expect(listener.connections()).toBe(1);
  } finally {
    listener.close();
  }
});

test('no other page, no other window, no permission, no download', async ({
  homemole: { app, page, stderr },
}) => {
  const here = page.url();
  expect(await page.evaluate(() => window.open('https://example.com/') === null)).toBe(true);
  expect(await page.evaluate(() => window.open('about:blank') === null)).toBe(true);
  await page.evaluate(() => {
    location.href = 'https://example.com/';
  });
  await page.evaluate(() => {
    const link = document.createElement('a');
    link.href = 'file:///etc/hostname';
    document.body.append(link);
    link.click();
  });
  await page.evaluate(() => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob(['x']));
    link.download = 'x.txt';
    document.body.append(link);
    link.click();
  });
  await expect.poll(stderr).toContain('refused download');
  await page.waitForTimeout(300);
  expect(page.url()).toBe(here);
  expect(app.windows()).toHaveLength(1);
  expect(stderr()).toContain('refused window: window.open');
  expect(stderr()).toContain('refused navigation: page');

  const permissions = await page.evaluate(async () => {
    const names = ['geolocation', 'notifications', 'camera', 'microphone', 'clipboard-read'];
    return Promise.all(
      names.map(async (name) => (await navigator.permissions.query({ name } as never)).state),
    );
  });
  expect(permissions).toEqual(new Array(5).fill('denied'));
});

test('paths that would leave the pages folder are not found', async ({ homemole: { app } }) => {
  const statuses = await app.evaluate(async ({ net }) => {
    const paths = [
      '/../main/main.cjs',
      '/..%2fmain%2fmain.cjs',
      '/%2e%2e/%2e%2e/package.json',
      '/..%5c..%5cpackage.json',
      '//etc/hostname',
      '/index.html%00',
    ];
    const statusOf = async (path: string): Promise<number> => {
      try {
        return (await net.fetch(`app://homemole${path}`)).status;
      } catch {
        return 400; // Electron itself finds that it is no address.
      }
    };
    return {
      page: await statusOf('/index.html'),
      beyond: await Promise.all(paths.map(statusOf)),
    };
  });
  expect(statuses.page).toBe(200);
  for (const status of statuses.beyond) expect([400, 404]).toContain(status);
});

test('a channel that the contract does not know has no handler', async ({ homemole: { app } }) => {
  const outcome = await app.evaluate(async ({ ipcMain }) => {
    const handlers = (ipcMain as unknown as { _invokeHandlers: Map<string, unknown> })
      ._invokeHandlers;
    return [...handlers.keys()].filter((name) => name.startsWith('homemole')).sort();
  });
  expect(outcome).toEqual(callNames.map(channelOfCall).sort());
});

test('a payload that does not parse is refused and logged', async ({
  homemole: { page, stderr },
}) => {
  const replies = await page.evaluate(async () => {
    const bridge = (globalThis as unknown as { homemole: Record<string, (x: unknown) => unknown> })
      .homemole;
    return Promise.all([
      bridge.startAudit?.({ source: { kind: 'files', captures: [], labels: null, events: null } }),
      bridge.cancelJob?.({ jobId: '../../etc' }),
      bridge.sortFiles?.({ paths: 'one' }),
      bridge.getAppInfo?.({ sudo: true }),
    ]);
  });
  for (const reply of replies) expect(reply).toMatchObject({ ok: false });
  for (const name of ['startAudit', 'cancelJob', 'sortFiles', 'getAppInfo']) {
    expect(stderr()).toContain(`refused ${name}: payload`);
  }
});

test('another frame and another window are refused and logged', async ({
  homemole: { app, stderr },
}) => {
  const preload = join(root, 'out/preload/preload.cjs');
  const replies = await app.evaluate(async ({ BrowserWindow, session }, preloadFile) => {
    const ask = 'window.homemole.getAppInfo()';
    // A second window on our own origin, preload and all: not the one that HomeMole opened.
    const stranger = new BrowserWindow({
      show: false,
      webPreferences: { preload: preloadFile, sandbox: true, contextIsolation: true },
    });
    await stranger.loadURL('app://homemole/index.html');
    const fromStranger = await stranger.webContents.executeJavaScript(ask);

    // A frame inside a page. The policy forbids frames, so it is put aside for this session.
    const open = session.fromPartition('frames');
    open.protocol.handle(
      'app',
      (request) =>
        new Response(
          request.url.includes('inner') ? 'inner' : '<iframe src="app://homemole/inner"></iframe>',
          { headers: { 'content-type': 'text/html' } },
        ),
    );
    const outer = new BrowserWindow({
      show: false,
      webPreferences: {
        preload: preloadFile,
        sandbox: true,
        contextIsolation: true,
        nodeIntegrationInSubFrames: true,
        session: open,
      },
    });
    await outer.loadURL('app://homemole/outer');
    const [frame] = outer.webContents.mainFrame.frames;
    const fromFrame = await frame?.executeJavaScript(ask);
    stranger.destroy();
    outer.destroy();
    return { fromStranger, fromFrame };
  }, preload);
  const refused = { ok: false, problem: { params: { detail: 'getAppInfo: sender refused' } } };
  expect(replies.fromStranger).toMatchObject(refused);
  expect(replies.fromFrame).toMatchObject(refused);
  expect(stderr()).toContain('refused getAppInfo: sender');
});

test('preload stays under 20 lines and exposes no Electron', () => {
  const source = readFileSync(join(root, 'src-main/app/preload.ts'), 'utf8');
  expect(source.trimEnd().split('\n').length).toBeLessThan(20);
  const built = readFileSync(join(root, 'out/preload/preload.cjs'), 'utf8');
  expect(built.match(/require\(/g)).toHaveLength(1);
  expect(built.length).toBeLessThan(4096);
});
