import type { ShapingRecipe } from '../../contract/shaping';
import type { ShapingStep } from '../../contract/shaping-parameters';

/** Interface of the line to the provider, or of the tunnel, as the recipes call it. */
const LINE = 'wan0';

/** Delays by Linux's netem. Null where the shaping does not delay in a way that netem can. */
export function netemRecipe(steps: readonly ShapingStep[]): ShapingRecipe | null {
  const jitter = steps.find(({ name }) => name === 'jitter');
  const batch = steps.find(({ name }) => name === 'batch');
  if (!jitter && !batch) return null;
  const commands: string[] = [];
  if (jitter) {
    const half = Math.round(Number(jitter.values['max']) * 500_000);
    commands.push(`delay ${half}us ${half}us`);
  }
  if (batch) {
    const period = Math.round(Number(batch.values['period']) * 1000);
    commands.push(`slot ${period}ms ${period}ms`);
  }
  const isIot = steps.some(({ values }) => values['devices'] === 'iot');
  const netem = `netem limit 100000 ${commands.join(' ')}`;
  const text = isIot
    ? [
        '# Run as root on the router. Packets with mark 7 (see the nftables recipe) are delayed.',
        `tc qdisc replace dev ${LINE} root handle 1: prio bands 4 priomap 1 2 2 2 1 2 0 0 1 1 1 1 1 1 1 1`,
        `tc qdisc replace dev ${LINE} parent 1:4 handle 40: ${netem}`,
        `tc filter replace dev ${LINE} parent 1: protocol all prio 1 handle 7 fw flowid 1:4`,
      ]
    : ['# Run as root on the router.', `tc qdisc replace dev ${LINE} root ${netem}`];
  return {
    kind: 'tc',
    title: 'Linux traffic control (netem)',
    file: 'homemole-netem.sh',
    text: ['#!/bin/sh', ...text, `# To undo: tc qdisc del dev ${LINE} root`, ''].join('\n'),
    covers: ['The delays of what the home sends.'],
    lacks: [
      'What the home receives: netem delays what leaves an interface, so the far end needs the same.',
      'Padding and dummies: traffic control cannot add a byte.',
      ...(jitter
        ? [
            jitter.values['law'] === 'uniform'
              ? 'Order: netem lets a packet with a shorter delay pass one with a longer, unless a rate is set.'
              : 'The exponential law: netem draws uniformly here, with the same mean.',
          ]
        : []),
      `The name of the interface: put yours in the place of ${LINE}.`,
    ],
  };
}

/** Marks on the packets of smart devices, so that other tools can treat them apart. */
export function nftablesRecipe(steps: readonly ShapingStep[]): ShapingRecipe | null {
  if (!steps.some(({ values }) => values['devices'] === 'iot')) return null;
  return {
    kind: 'nftables',
    title: 'Marks for smart devices (nftables)',
    file: 'homemole-marks.nft',
    text: [
      '#!/usr/sbin/nft -f',
      '# Put the MAC addresses of your smart devices in the place of the examples.',
      'table inet homemole {',
      '  set smart { type ether_addr; elements = { 02:00:00:00:00:01, 02:00:00:00:00:02 } }',
      // A chain cannot be called `mark`: nft takes that for a statement.
      '  chain mark_smart {',
      '    type filter hook forward priority mangle; policy accept;',
      '    ether saddr @smart meta mark set 7 ct mark set meta mark',
      '    ct mark 7 meta mark set ct mark',
      '  }',
      '}',
      '',
    ].join('\n'),
    covers: ['Which packets are those of smart devices, both ways of their connections.'],
    lacks: [
      'Shaping itself: a mark changes nothing on the line; another recipe uses it.',
      'What the router asks for them (DNS): those packets are the router’s own.',
    ],
  };
}
