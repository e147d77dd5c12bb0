import {
  claimMessages,
  hidingMessages,
  limitMessages,
  problemMessages,
  verdictMessages,
  warningMessages,
} from '@contract/messages';

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

/** The sentences that the window shares with the report and the command line, by code. */
export const contractWords = {
  problems: plainTree(problemMessages),
  claims: plainTree(claimMessages),
  hidingSentences: plainTree(hidingMessages),
  limits: plainTree(limitMessages),
  verdicts: plainTree(verdictMessages),
  warnings: plainTree(warningMessages),
};

/** A sentence with its full stop: details from the system come with one or without. */
export function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
