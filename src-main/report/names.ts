import { NON_IOT } from '../contract/home';
import { html, inert, type Html } from './html';
import { words } from './words';

const longest = 64;

/** The name of a device or type, kept apart from the writing direction of what is around it. */
export function name(text: string): Html {
  const letters = [...inert(text)];
  if (letters.length <= longest) return html`<bdi class="name">${text}</bdi>`;
  const short = letters.slice(0, longest - 1).join('');
  return html`<bdi class="name" title="${text}">${short}…</bdi>`;
}

/** A class as people call it. */
export function typeWords(type: string): string {
  return type === NON_IOT ? words.others : type;
}

/** `name` of a class. */
export function typeName(type: string): Html {
  return name(typeWords(type));
}
