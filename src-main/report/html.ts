/** A fragment of HTML that is safe to place as it is. Made by `html` and `raw` only. */
export class Html {
  constructor(readonly text: string) {}
}

/** What may stand in `${}`: text is escaped, fragments are not, nothing shows as nothing. */
export type Piece = Html | string | number | null | undefined | false | readonly Piece[];

/** Tagged template that escapes every value but fragments. Attributes must stand in quotes. */
export function html(strings: TemplateStringsArray, ...values: Piece[]): Html {
  let text = strings[0] ?? '';
  values.forEach((value, i) => {
    text += render(value) + (strings[i + 1] ?? '');
  });
  return new Html(text);
}

/** For fragments of our own that hold no value from outside: the style sheet, constants. */
export function raw(text: string): Html {
  return new Html(text);
}

function render(value: Piece): string {
  if (value === null || value === undefined || value === false) return '';
  if (value instanceof Html) return value.text;
  if (typeof value === 'string') return escapeText(value);
  if (typeof value === 'number') return escapeText(String(value));
  return value.map(render).join('');
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
};

/** Text for element content and quoted attributes, made inert first. */
export function escapeText(text: string): string {
  return inert(text).replace(/[&<>"'`]/g, (character) => entities[character] ?? character);
}

/**
 * Text without what could deceive a reader: control characters, direction overrides, invisible
 * format characters and halves of surrogate pairs show as U+FFFD; more than three combining marks
 * on a letter are dropped. The joiners stay: Persian, Indic scripts and emoji need them.
 */
export function inert(text: string): string {
  return text
    .replace(/[\t\n\r]+/g, ' ')
    .replace(/(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/gu, '\ufffd')
    .replace(/(\p{M}{3})\p{M}+/gu, '$1');
}
