import { Window } from 'happy-dom';
import { describe, expect, it } from 'vitest';
import { type AuditResult, auditResultSchema } from '../contract/results';
import { renderReport } from './index';
import { auditFixture, simulatedFixture } from './testing/audit-fixture';

const window = new Window();

function open(audit: AuditResult) {
  const text = renderReport(audit);
  return { text, page: new window.DOMParser().parseFromString(text, 'text/html') };
}

const hostile = [
  '<img src=x onerror=alert(1)>',
  '"><script>alert(1)</script>',
  `'onmouseover='alert(1)`,
  '</style></title><iframe src=https://evil.example/>',
  '${alert(1)}{{1+1}}',
  'javascript:alert(1)',
  '<a href="https://evil.example">x</a>',
  'cam\u202egnp.exe\u0000\u0007',
  '&lt;b&gt;&#60;',
  'x'.repeat(5000),
  'מצלמה',
];

/** Puts a hostile string wherever an audit has text from outside. */
function poisoned(text: string): AuditResult {
  const audit = structuredClone(auditFixture());
  const swap = (name: string): string => (name === 'doorbell' ? text : name);
  for (const device of audit.home.devices) {
    device.device = swap(device.device);
    device.name = swap(device.name);
    device.type = swap(device.type);
    device.vendor = text;
  }
  for (const vantage of audit.vantages) {
    for (const d of vantage.devices) {
      d.device = swap(d.device);
      d.type = swap(d.type);
      if (d.confusedWith) d.confusedWith.type = text;
    }
    for (const score of vantage.adversaries)
      score.confusion.labels = score.confusion.labels.map(swap);
    for (const lane of vantage.timeline.lanes) lane.type = swap(lane.type);
    for (const claim of vantage.claims) claim.text = `A ${text} lives here.`;
    vantage.events = [{ time: 1, device: text, interaction: text, confidence: 0.5, right: true }];
  }
  for (const file of audit.source.files) {
    file.path = `/tmp/${text}`;
    file.linkTypes = [text];
  }
  audit.method.split = text;
  audit.limits.push({ code: 'sparse-devices', params: {}, text });
  return audit;
}

describe('a hostile name', () => {
  it.each(hostile)('%.40s is inert text', (text) => {
    const clean = open(auditFixture()).page;
    const { page } = open(poisoned(text));
    const tags = (of: typeof page): string[] =>
      [...new Set([...of.querySelectorAll('*')].map((e) => e.tagName))].sort();
    // No element that the report itself does not make (the events table is only in the other).
    expect(tags(page)).toEqual(tags(clean));
    expect(
      page.querySelectorAll('script, img, iframe, object, embed, form, base, link'),
    ).toHaveLength(0);
    for (const element of page.querySelectorAll('*')) {
      for (const attribute of element.getAttributeNames()) {
        expect(attribute).not.toMatch(/^on/i);
        if (['href', 'src', 'xlink:href', 'action'].includes(attribute)) {
          expect(element.getAttribute(attribute)).toMatch(/^#/);
        }
      }
    }
    expect(page.body.textContent).not.toMatch(/[\u0000-\u0008\u202a-\u202e\u2066-\u2069]/);
    const shown = text.replace(/[\u0000\u0007\u202e]/g, '\ufffd');
    expect(page.querySelector('.limits')?.textContent).toContain(shown);
    const named = [...page.querySelectorAll('.verdicts bdi')].map((e) => e.textContent);
    expect(named.some((n) => n === shown || n === `${'x'.repeat(63)}…`)).toBe(true);
  });
});

describe('the file', () => {
  const { text, page } = open(auditFixture());

  it('is made from an audit that keeps the contract', () => {
    expect(() => auditResultSchema.parse(auditFixture())).not.toThrow();
    expect(() => auditResultSchema.parse(simulatedFixture())).not.toThrow();
  });

  it('loads nothing and runs nothing', () => {
    const policy = page.querySelector('meta[http-equiv="Content-Security-Policy"]');
    expect(policy?.getAttribute('content')).toBe(
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:",
    );
    expect(text).not.toMatch(/https?:|url\(|@import|<script|javascript:/i);
  });

  it('has no tag left open and no id twice', () => {
    const ids = [...page.querySelectorAll('[id]')].map((e) => e.id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const link of page.querySelectorAll('a')) {
      expect(ids).toContain(link.getAttribute('href')?.slice(1));
    }
    for (const tag of [
      'div',
      'section',
      'table',
      'tr',
      'td',
      'th',
      'figure',
      'svg',
      'span',
      'p',
      'li',
    ]) {
      const opened = text.match(new RegExp(`<${tag}[\\s>]`, 'g'))?.length;
      expect([tag, text.match(new RegExp(`</${tag}\\s*>`, 'g'))?.length]).toEqual([tag, opened]);
    }
  });

  it('is the same for the same audit', () => {
    expect(renderReport(auditFixture())).toBe(text);
  });

  it('leaves out folders, MAC and IP addresses', () => {
    expect(text).not.toContain('/somewhere/private');
    expect(text).toContain('home-evening.pcapng');
    expect(text).not.toMatch(/([0-9a-f]{2}:){5}/i);
    expect(text).not.toMatch(/192\.168\./);
  });
});

describe('the content', () => {
  const audit = auditFixture();
  const { page } = open(audit);
  const words = (selector: string): string[] =>
    [...page.querySelectorAll(selector)].map((e) =>
      (e.textContent ?? '').replace(/\s+/g, ' ').trim(),
    );

  it('has every device, claim and limit', () => {
    for (const vantage of audit.vantages) {
      const section = `#vantage-${vantage.vantage}`;
      const names = words(`${section} .verdicts tbody th .name`);
      for (const { device } of audit.home.devices) expect(names).toContain(device);
      expect(words(`${section} .claims blockquote`)).toEqual(vantage.claims.map((c) => c.text));
    }
    expect(words('.limits li')).toEqual(audit.limits.map((l) => l.text));
  });

  it('says in the headline what the verdicts say', () => {
    for (const { vantage, devices } of audit.vantages) {
      const smart = devices.filter((d) => !/phone|laptop/.test(d.device));
      const found = smart.filter((d) => d.verdict === 'identified').length;
      const card = words('.card').find((t) =>
        t.includes(vantage === 'napt' ? 'router' : 'WireGuard'),
      );
      expect(card).toContain(`${found} of ${smart.length} smart devices identified`);
    }
    expect(words('.standfirst')[0]).toBe(
      'Without reading a single message, an eavesdropper on the line behind your router ' +
        'identified 5 of the 10 smart devices in this home. An eavesdropper watching a WireGuard tunnel ' +
        'identified 4 of 10.',
    );
  });

  it('shows the counts of the matrix and shares of its rows', () => {
    const { labels, matrix } = audit.vantages[0]!.adversaries[0]!.confusion;
    const bulb = labels.indexOf('bulb');
    const total = matrix[bulb]!.reduce((sum, n) => sum + n, 0);
    const row = [...page.querySelectorAll('#vantage-napt .confusion tbody tr')][bulb];
    const cells = [...(row?.querySelectorAll('td') ?? [])];
    expect(cells).toHaveLength(labels.length);
    cells.forEach((cell, i) => {
      const n = matrix[bulb]![i]!;
      expect(cell.getAttribute('title')).toContain(`${n} of ${total} packets of bulb were called`);
      const shown = n === 0 && i !== bulb ? '' : String(Math.round((n / total) * 100));
      expect(cell.textContent?.trim()).toBe(shown);
    });
  });

  it('leads with the count where packets are few', () => {
    const lamp = words('#vantage-napt .verdicts tbody tr').find((t) => t.startsWith('plug-lamp'));
    expect(lamp).toMatch(/\d+ of 14 \d+ %/);
  });

  it('says what each claim is measured on', () => {
    const [count, doorbell] = words('#vantage-napt .claims .sureness');
    expect(count).toBe('83 %: 5 of 6 kinds counted were really there');
    expect(doorbell).toBe('at least 89 %: mostly its own in 71 of 72 windows');
  });

  it('marks what guessing gets of smart devices', () => {
    const share = audit.vantages[0]!.adversaries[0]!.baselines.iotMajority!;
    const bar = page.querySelector('#comparison .bar');
    const shown = `always the smart device that was busiest while learning: ${Math.round(100 * share)}\u00a0%`;
    expect(bar?.getAttribute('aria-label')).toContain(shown);
    const tick = parseFloat(bar?.querySelector('.tick')?.getAttribute('x') ?? '');
    expect(tick).toBeCloseTo(100 * share, 2);
  });

  it('tells packets of devices that were never met, and the accuracy without them', () => {
    const { labels, matrix } = audit.vantages[0]!.adversaries[0]!.confusion;
    const met = labels.flatMap((label, i) => (/^(non-iot|kettle)$/.test(label) ? [] : [i]));
    const right = met.reduce((sum, i) => sum + matrix[i]![i]!, 0);
    const all = met.reduce((sum, i) => sum + matrix[i]!.reduce((a, b) => a + b, 0), 0);
    expect(words('.card')[0]).toContain(
      '6,394 of these packets are from devices the eavesdropper never met while learning; ' +
        `they count as wrong. Without them: ${Math.round((100 * right) / all)} %.`,
    );
    const kettle = words('#vantage-napt .verdicts tbody tr').find((t) => t.startsWith('kettle'));
    expect(kettle).toContain('Not enough data was silent while the eavesdropper learned');
  });

  it('counts packets cut short among the warnings', () => {
    const file = { ...audit.source.files[0]!, warnings: [], truncatedPackets: 12 };
    const facts = (truncatedPackets: number): string | undefined => {
      const source = { ...audit.source, files: [{ ...file, truncatedPackets }] };
      return open({ ...audit, source }).page.querySelector('.facts')?.textContent;
    };
    expect(facts(12)?.replace(/\s+/g, ' ')).toMatch(/Warnings ?1/);
    expect(facts(0)?.replace(/\s+/g, ' ')).toMatch(/Warnings ?none/);
  });

  it('marks times that were taken late, at the file', () => {
    const [file] = audit.source.files;
    const late = { ...file!, warnings: [{ code: 'coarse-timestamps' as const, count: 1 }] };
    const told = (files: (typeof late)[]): string | undefined =>
      open({ ...audit, source: { ...audit.source, files } }).page.body.textContent ?? undefined;
    expect(told([late])).toContain('times taken late (backend cap)');
    expect(told([{ ...late, warnings: [] }])).not.toContain('times taken late');
  });

  it('says no data where there is none', () => {
    const thermostat = words('#vantage-napt .verdicts tbody tr').find((t) =>
      t.startsWith('thermostat'),
    );
    expect(thermostat).toMatch(/Not enough data no packet crossed the router no data/);
    const lamp = words('#vantage-napt .verdicts tbody tr').find((t) => t.startsWith('plug-lamp'));
    expect(lamp).not.toContain('no packet');
    expect(words('#vantage-napt .confusion td.empty')).toEqual(['no data']);
    expect(renderReport(audit)).not.toMatch(/>\s*(null|undefined|NaN)\b|\[object/);
  });
});

describe('the mark of simulated traffic', () => {
  it('stands on top and on every figure of a simulated audit', () => {
    const { page, text } = open(simulatedFixture());
    expect(page.querySelector('.banner')?.textContent).toMatch(/^\s*Simulated traffic\./);
    const captions = [...page.querySelectorAll('figcaption')];
    expect(captions.length).toBeGreaterThan(8);
    for (const caption of captions)
      expect(caption.querySelector('.mark')?.textContent).toBe('Simulated');
    expect(page.querySelectorAll('figure').length).toBe(captions.length);
    expect(text).toContain("@top-right{content:'Simulated traffic'");
  });

  it('is nowhere in an audit of real traffic', () => {
    const { text } = open(auditFixture());
    expect(text.replace(/<style>[\s\S]*<\/style>/, '')).not.toMatch(/simulated/i);
    expect(text).not.toContain('Simulated traffic');
  });
});

it('says when the adversary refutes the estimate of the least error', () => {
  const audit = auditFixture();
  const [napt] = audit.vantages as [AuditResult['vantages'][number]];
  const error = 1 - napt.adversaries[0]!.overallAccuracy;
  const text = (bayesErrorLower: number): string => {
    const leakage = { ...napt.leakage!, bayesErrorLower };
    return renderReport({ ...audit, vantages: [{ ...napt, leakage }] });
  };
  const stands = 'The least error possible with these features is estimated at';
  expect(text(error / 2)).toContain(stands);
  expect(text(error / 2)).not.toContain('refutes the estimate');
  expect(text(error * 2)).not.toContain(stands);
  expect(text(error * 2)).toContain('refutes the estimate');
});

describe('odd audits', () => {
  const audit = auditFixture();
  const [napt] = audit.vantages as [AuditResult['vantages'][number]];

  it.each([
    ['no vantage', { vantages: [] }],
    ['one vantage', { vantages: [napt] }],
    ['no adversary', { vantages: [{ ...napt, adversaries: [] }] }],
    ['nothing found', { vantages: [{ ...napt, devices: [], claims: [] }], limits: [] }],
    [
      'no timeline',
      { vantages: [{ ...napt, timeline: { start: 0, binSeconds: 1, bins: 0, lanes: [] } }] },
    ],
    ['no device', { home: { gateway: null, devices: [] }, vantages: [{ ...napt, devices: [] }] }],
  ])('%s makes a whole page', (_, over) => {
    const { text, page } = open({ ...audit, ...over });
    expect(page.querySelector('h1')?.textContent).toBeTruthy();
    expect(text).toContain('</html>');
    expect(text).not.toMatch(/\b(NaN|undefined|Infinity)\b/);
  });
});
