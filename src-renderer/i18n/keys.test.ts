import { claimMessages, limitMessages, problemMessages } from '@contract/messages';
import { vantageNames } from '@contract/vantage';
import { expect, it } from 'vitest';
import { i18n } from '.';
import { plain } from './contract';
import { en } from './en';

type Tree = { [key: string]: string | Tree };

function leaves(tree: Tree, path = ''): string[] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [path + key] : leaves(value, `${path}${key}.`),
  );
}

const files = import.meta.glob<string>(
  ['../**/*.{vue,ts}', '!../**/*.test.ts', '!./en.ts', '!./en/*.ts'],
  { query: '?raw', import: 'default', eager: true },
);
const sources = Object.values(files);
const keys = leaves(en as unknown as Tree);

/** Keys named in the code, `${...}` made into a wildcard. Double quotes hold attributes of templates. */
const uses = sources.flatMap((source) =>
  [
    ...source.matchAll(
      /(?:['`]|keypath=")([a-zA-Z]+(?:\.(?:[\w-]|\$\{(?:[^{}]|\{[^{}]*\})*\})+)+)['`"]/g,
    ),
  ].map(([, key]) => key as string),
);
const patterns = uses
  .filter((key) => Object.keys(en).includes(key.split('.')[0] as string))
  .map((key) => new RegExp(`^${key.replaceAll('.', '\\.').replace(/\$\{.*?\}+/g, '.+')}$`));

it('uses no key that has no words', () => {
  const missing = patterns.filter((pattern) => !keys.some((key) => pattern.test(key)));
  expect(sources.length).toBeGreaterThan(50);
  expect(patterns.length).toBeGreaterThan(100);
  expect(missing.map(String)).toEqual([]);
});

it('has no words that no code uses', () => {
  const contract = /^(problems|claims|hidingSentences|limits|verdicts|warnings|shapings)\./;
  const unused = keys
    .filter((key) => !contract.test(key))
    .filter((key) => !patterns.some((pattern) => pattern.test(key)));
  expect(unused).toEqual([]);
});

it('has a name and an explanation for every vantage', () => {
  for (const vantage of vantageNames) {
    for (const part of ['short', 'name', 'about']) {
      expect(keys).toContain(`vantage.${vantage}.${part}`);
    }
  }
});

it('says the sentences of the contract word for word', () => {
  const { t } = i18n.global;
  const params = { file: 'a|b@c.pcap', offset: 7, detail: '100 % {x}' };
  expect(t('problems.capture-malformed.cause', params)).toBe(
    'a|b@c.pcap is damaged at byte 7: 100 % {x}',
  );
  for (const [code, { remedy }] of Object.entries(problemMessages)) {
    if (!remedy.includes('{')) expect(t(`problems.${code}.remedy`)).toBe(remedy);
  }
  for (const [code, text] of Object.entries({ ...limitMessages })) {
    if (!text.includes('{')) expect(t(`limits.${code}`)).toBe(text);
  }
  expect(Object.keys(en.claims)).toEqual(Object.keys(claimMessages));
});

it('makes signs harmless that vue-i18n would read as its own', () => {
  const composer = i18n.global;
  composer.mergeLocaleMessage('en', { probe: plain('a|b, c@d') });
  expect(composer.t('probe')).toBe('a|b, c@d');
});
