import type { Browser, Page } from '@playwright/test';

interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  /** Duration in microseconds: by the wall, and of the processor alone. */
  dur?: number;
  tdur?: number;
  args: { name?: string };
}

export interface MainThread {
  tasks: number;
  /** The longest task in milliseconds of the processor, and of the wall. */
  longestCpu: number;
  longestWall: number;
}

/**
 * What the page's main thread did during `work`, from Chromium's own trace. Processor time does not
 * depend on what else the machine is doing, as the time of long tasks by the wall does.
 */
export async function traceMainThread(
  browser: Browser,
  page: Page,
  work: () => Promise<unknown>,
): Promise<MainThread> {
  await browser.startTracing(page, { categories: ['disabled-by-default-devtools.timeline'] });
  await work();
  const trace = (await browser.stopTracing()).toString();
  const { traceEvents } = JSON.parse(trace) as { traceEvents: TraceEvent[] };
  const thread = ({ pid, tid }: TraceEvent): string => `${pid}:${tid}`;
  const main = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain')
      .map(thread),
  );
  const tasks = traceEvents.filter(
    (event) => event.ph === 'X' && event.name === 'RunTask' && main.has(thread(event)),
  );
  const longest = (key: 'dur' | 'tdur'): number =>
    tasks.reduce((most, event) => Math.max(most, event[key] ?? 0), 0) / 1000;
  return { tasks: tasks.length, longestCpu: longest('tdur'), longestWall: longest('dur') };
}
