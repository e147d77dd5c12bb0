/// <reference types="node" />
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { en } from '../../i18n/en';
import { guideCommands, guideSystems, labelHeader } from './commands';

const read = (path: string): string => readFileSync(resolve(import.meta.dirname, path), 'utf8');
const page = read('../../../docs/capturing.md');
/** Every indented line and every piece in backquotes: what the page says to type. */
const typed = new Set([
  ...[...page.matchAll(/^ {4}(\S.*)$/gm)].map(([, line]) => line),
  ...[...page.matchAll(/`([^`]+)`/g)].map(([, piece]) => piece),
]);

it.each(
  guideSystems.flatMap((system) =>
    guideCommands[system].flatMap(({ step, command }) =>
      (command?.split('\n') ?? []).map((line) => [system, step, line]),
    ),
  ),
)('says the same as docs/capturing.md: %s, %s: %s', (_system, _step, line) => {
  expect(typed).toContain(line);
});

it('has words for every step', () => {
  for (const system of guideSystems) {
    expect(Object.keys(en.guide.steps[system])).toEqual(
      guideCommands[system].map(({ step }) => step),
    );
  }
});

it('names the columns of a label file as the contract does', () => {
  expect(read('../../../src-main/contract/messages.ts')).toContain(labelHeader);
});
