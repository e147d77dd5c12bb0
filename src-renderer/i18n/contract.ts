import {
  claimMessages,
  hidingMessages,
  limitMessages,
  problemMessages,
  verdictMessages,
  warningMessages,
} from '@contract/messages';
import { shapingCatalogue } from '@contract/shaping-catalogue';
import type { ShapingDescription } from '@contract/shaping-parameters';

/** Words of the contract speak `{name}` only; the other signs of vue-i18n are made harmless. */
export function plain(text: string): string {
  return text.replace(/[@|]/g, (sign) => `{'${sign}'}`);
}

type Tree = { readonly [key: string]: string | Tree };

function plainTree(tree: Tree): Tree {
  const entries = Object.entries(tree).map(([key, value]) => [
    key,
    typeof value === 'string' ? plain(value) : plainTree(value),
  ]);
  return Object.fromEntries(entries) as Tree;
}

/** The words of a shaping: lists by their place, settings and choices by their keys. */
function wordsOfShaping({ label, summary, ...rest }: ShapingDescription): Tree {
  const { parameters, weaknesses, published } = rest;
  const settings = parameters.map((one): [string, Tree] => {
    const options = one.kind === 'choice' ? one.options : [];
    const chosen = Object.fromEntries(options.map(({ value, label: words }) => [value, words]));
    return [one.key, { label: one.label, help: one.help, options: chosen }];
  });
  return {
    label,
    summary,
    parameters: Object.fromEntries(settings),
    weaknesses: Object.fromEntries(weaknesses.map(({ text }, i) => [i, text])),
    published: Object.fromEntries(
      published.map((one, i) => [i, { label: one.label, note: one.note }]),
    ),
  };
}

/** The sentences that the window shares with the report and the command line, by code. */
export const contractWords = {
  problems: plainTree(problemMessages),
  claims: plainTree(claimMessages),
  hidingSentences: plainTree(hidingMessages),
  limits: plainTree(limitMessages),
  verdicts: plainTree(verdictMessages),
  warnings: plainTree(warningMessages),
  shapings: plainTree(
    Object.fromEntries(shapingCatalogue.map((one) => [one.name, wordsOfShaping(one)])),
  ),
};

/** A sentence with its full stop: details from the system come with one or without. */
export function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
