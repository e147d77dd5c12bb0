import { createSocket } from 'node:dgram';
import {
  chmodSync,
  chownSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron } from '@playwright/test';
import type { ElectronApplication, Page } from '@playwright/test';
import { networkObstacle } from './cable';
import { expect, root, test } from './launch';
import { listenIn, requestFor, untilOver } from './live';

const NOBODY = 65_534;
const PORT = 47_114;
/** CAP_NET_ADMIN and CAP_NET_RAW of capabilities(7), which dumpcap is given. */
const GIVEN = (1n << 12n) | (1n << 13n);

const obstacle = networkObstacle('dumpcap', 'setcap', 'setpriv', 'unshare');

/** A process below the program: its name, user and the capabilities it holds or may take. */
function processesBelow(pid: number): { name: string; user: number; held: bigint }[] {
  const status = (key: string): string =>
    new RegExp(`^${key}:\\s*(\\S+)`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ??
    '';
  const held = BigInt(`0x${status('CapEff')}`) | BigInt(`0x${status('CapPrm')}`);
  // Each thread has the children that it started.
  const children = readdirSync(`/proc/${pid}/task`)
    .flatMap((thread) => readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').split(' '))
    .filter((child) => child.trim() !== '');
  return [
    { name: status('Name'), user: Number(status('Uid')), held },
    ...children.flatMap((child) => processesBelow(Number(child))),
  ];
}

test.describe(`as an ordinary user${obstacle && ` (${obstacle})`}`, () => {
  test.skip(obstacle !== '', obstacle);
  let folder: string;
  test.beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'homemole-user-'));
    chmodSync(folder, 0o755);
  });
  test.afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** Starts HomeMole as nobody, who finds a copy of dumpcap first. */
  async function launchAsNobody(
    capable: boolean,
  ): Promise<{ app: ElectronApplication; page: Page }> {
    const { findElectron } = await import('../runtime/electron.mjs');
    const { dist } = await findElectron(() => undefined);
    const at = (name: string): string => {
      mkdirSync(join(folder, name), { recursive: true });
      return join(folder, name);
    };
    const [bin, home, product, runtime] = [at('bin'), at('home'), at('product'), at('runtime')];
    chownSync(home, NOBODY, NOBODY);
    copyFileSync(
      spawnSync('which', ['dumpcap'], { encoding: 'utf8' }).stdout.trim(),
      join(bin, 'dumpcap'),
    );
    chmodSync(join(bin, 'dumpcap'), 0o755);
    if (capable) spawnSync('setcap', ['cap_net_raw,cap_net_admin+eip', join(bin, 'dumpcap')]);
    const authority = process.env.XAUTHORITY;
    if (authority && existsSync(authority)) {
      copyFileSync(authority, join(home, '.Xauthority'));
      chownSync(join(home, '.Xauthority'), NOBODY, NOBODY);
    }
    // Where they are, that user may have no right to look; in a mount namespace he has.
    const start = join(folder, 'start');
    writeFileSync(
      start,
      `#!/bin/sh
mount --bind '${root}' '${product}' && mount --bind '${dist}' '${runtime}' && cd '${product}' &&
exec setpriv --reuid=${NOBODY} --regid=${NOBODY} --clear-groups --inh-caps=-all '${runtime}/electron' "$@"
`,
    );
    const outer = join(folder, 'outer');
    writeFileSync(outer, `#!/bin/sh\nexec unshare -m sh '${start}' "$@"\n`, { mode: 0o755 });
    const app = await _electron.launch({
      executablePath: outer,
      colorScheme: null,
      cwd: '/',
      // Chromium's own sandbox needs more than every machine that runs tests allows.
      args: [product, '--no-sandbox', `--user-data-dir=${home}`],
      env: {
        ...(process.env as Record<string, string>),
        PATH: `${bin}:${process.env.PATH ?? ''}`,
        HOME: home,
        TMPDIR: home,
        XAUTHORITY: join(home, '.Xauthority'),
        HOMEMOLE_FOLDER: home,
      },
    });
    const page = await app.firstWindow();
    await page.waitForLoadState();
    return { app, page };
  }

  test('records with capabilities on dumpcap alone', async () => {
    const { app, page } = await launchAsNobody(true);
    try {
      await listenIn(page);
      const request = requestFor('lo', `udp dst port ${PORT}`);
      const started = await page.evaluate((one) => window.homemole.startCapture(one), request);
      if (!started.ok) throw new Error(JSON.stringify(started.problem));
      const pid = await app.evaluate(() => process.pid);
      const all = processesBelow(pid);
      expect(new Set(all.map(({ user }) => user))).toEqual(new Set([NOBODY]));
      const recorders = all.filter(({ name }) => name === 'dumpcap');
      expect(recorders).toHaveLength(1);
      for (const { name, held } of all) {
        if (name === 'dumpcap') expect(held & ~GIVEN).toBe(0n);
        else expect(`${name} ${held}`).toBe(`${name} 0`);
      }
      // Main, its zygotes, the window, the engine and the helper at the least.
      expect(all.length).toBeGreaterThan(5);

      const socket = createSocket('udp4');
      for (let i = 0; i < 40; i++) {
        await new Promise<void>((resolve) =>
          socket.send(Buffer.alloc(100), PORT, '127.0.0.1', () => resolve()),
        );
      }
      socket.close();
      await page.waitForFunction(() => window.heard.updates.at(-1)?.update.status.packets === 40);
      const { jobId } = started.value;
      await page.evaluate((id) => window.homemole.stopCapture({ jobId: id }), jobId);
      expect((await untilOver(page)).ended?.result.update.status.packets).toBe(40);
      await page.evaluate((id) => window.homemole.discardCapture({ jobId: id }), jobId);
    } finally {
      await app.close();
    }
  });

  test('is told the command that grants the right to record, where it is missing', async () => {
    const { app, page } = await launchAsNobody(false);
    try {
      const started = await page.evaluate(
        (one) => window.homemole.startCapture(one),
        requestFor('lo'),
      );
      expect(started).toMatchObject({ ok: false, problem: { code: 'capture-permission' } });
      expect(JSON.stringify(started)).toMatch(/setcap|dpkg-reconfigure/);
    } finally {
      await app.close();
    }
  });
});
