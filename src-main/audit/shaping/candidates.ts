/**
 * Settings that a search tries, from those that cost nothing to those that cost most. No setting of a family is
 * tuned beyond this grid.
 */
export const searchCandidates: readonly string[] = [
  'none',
  ...['pade', 'linear128', 'random', 'exponential', 'level100', 'mice-elephants', 'mtu'].flatMap(
    (scheme) => [
      `pad:scheme=${scheme},devices=iot`,
      `pad:scheme=${scheme}`,
      `pad:scheme=${scheme},devices=iot+jitter:max=0.05,devices=iot`,
    ],
  ),
  ...[0.02, 0.05, 0.2, 0.5].map((max) => `jitter:max=${max}`),
  ...[0.05, 0.25, 1].flatMap((period) => [
    `batch:period=${period}`,
    `pad:devices=iot+batch:period=${period},devices=iot`,
  ]),
  'wtf-pad',
  'pad:devices=iot+wtf-pad',
  'front:out=20,in=20,idle=300',
  'pad:devices=iot+front:out=20,in=20,idle=300',
  'machine',
  'machine:preset=daita',
  'machine:preset=daita,padding=0.8',
  'machine:preset=blocking',
  ...[2, 10].flatMap((rate) => [0.01, 0.1].map((q) => `stp:rate=${rate},period=2,q=${q},pad=mtu`)),
  'stp:rate=10,q=0.05,pad=linear128',
  ...[0.5, 0.2, 0.1].flatMap((interval) =>
    [300, 1500].map((size) => `constant-rate:interval=${interval},size=${size}`),
  ),
  'constant-rate:stop=idle,tau=2,interval=0.05,size=600',
  'tamaraw:in=0.05,out=0.1,size=600,multiple=20',
  ...[10, 1].map((epsilon) => `dp:epsilon=${epsilon},size=600,period=0.5`),
];
