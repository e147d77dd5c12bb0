import fc from 'fast-check';
import { Window } from 'happy-dom';
import { describe, expect, it } from 'vitest';
import { html, inert, raw } from './html';

const window = new Window();
function parse(text: string) {
  return new window.DOMParser().parseFromString(`<body>${text}</body>`, 'text/html').body;
}

describe('html', () => {
  it('escapes text and attributes', () => {
    const hostile = `"><img src=x onerror='alert(1)'>&amp;`;
    expect(html`<p title="${hostile}">${hostile}</p>`.text).toBe(
      '<p title="&quot;&gt;&lt;img src=x onerror=&#39;alert(1)&#39;&gt;&amp;amp;">' +
        '&quot;&gt;&lt;img src=x onerror=&#39;alert(1)&#39;&gt;&amp;amp;</p>',
    );
  });

  it('keeps any text as text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const body = parse(html`<p title="${text}">${text}</p>`.text);
        expect(body.querySelectorAll('*').length).toBe(1);
        const p = body.firstElementChild;
        expect(p?.getAttributeNames()).toEqual(['title']);
        expect(p?.textContent).toBe(inert(text));
        expect(p?.getAttribute('title')).toBe(inert(text));
      }),
    );
  });

  it('places fragments as they are, lists in order, nothing for nothing', () => {
    const items = ['<', 'b'].map((text) => html`<li>${text}</li>`);
    const page = html`${items}${null}${undefined}${false}${0}${''}${raw('<hr>')}${['&', 1]}`;
    expect(page.text).toBe('<li>&lt;</li><li>b</li>0<hr>&amp;1');
  });
});

describe('inert', () => {
  it.each([
    ['direction overrides', 'a\u202egpj.exe\u202c', 'a\ufffdgpj.exe\ufffd'],
    ['isolates and marks', '\u2066x\u2069\u200f\u061c', '\ufffdx\ufffd\ufffd\ufffd'],
    ['control characters', 'a\u0000b\u001b[31mc\u007f\u0085', 'a\ufffdb\ufffd[31mc\ufffd\ufffd'],
    ['invisible characters', 'a\u200bb\ufeffc\u00add', 'a\ufffdb\ufffdc\ufffdd'],
    ['tags', 'a\u{e0041}', 'a\ufffd'],
    ['halves of pairs', 'a\ud800b', 'a\ufffdb'],
    ['line breaks', 'a\r\n\tb\u2028c', 'a b\ufffdc'],
    ['piled-up marks', `e${'\u0301'.repeat(40)}!`, 'e\u0301\u0301\u0301!'],
  ])('defuses %s', (_, text, shown) => {
    expect(inert(text)).toBe(shown);
  });

  it.each([
    'Küche – „Lampe“ 2',
    '玄関カメラ',
    'دوربین\u200cدر',
    'हिन्दी',
    '👩‍👧 tablet',
    'מצלמה',
    'a\u00a0b',
  ])('leaves %s alone', (text) => expect(inert(text)).toBe(text));
});
