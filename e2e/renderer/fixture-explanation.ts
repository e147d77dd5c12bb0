import { type Explanation, explanationSchema } from '../../src-main/contract/explanation';

/** A packet of a lock that its neighbours give away; time and size follow what is asked for. */
export function fixtureExplanation(changes: Partial<Explanation> = {}): Explanation {
  const near = { serverPort: null, alike: false };
  return explanationSchema.parse({
    format: 'homemole-explanation',
    version: 1,
    simulated: false,
    vantage: 'openvpn-udp-aes-256-gcm',
    model: 'best',
    packet: {
      number: 4211,
      time: 1_562_018_401,
      length: 202,
      direction: 1,
      interval: 0.042,
      serverPort: null,
    },
    label: 'door-lock',
    probability: 0.913,
    likeliest: [
      { label: 'door-lock', probability: 0.913 },
      { label: 'garden-camera', probability: 0.061 },
      { label: 'non-iot', probability: 0.018 },
      { label: 'television', probability: 0.005 },
    ],
    truth: { type: 'door-lock', device: 'door-lock' },
    learnedFrom: false,
    own: [
      { feature: 'length', effect: 0.22, without: 'door-lock' },
      { feature: 'direction', effect: 0.02, without: 'door-lock' },
      { feature: 'interval', effect: -0.07, without: 'door-lock' },
    ],
    packets: [
      {
        ...near,
        offset: -1,
        seconds: -0.4,
        length: 162,
        direction: 1,
        effect: 0.61,
        without: 'garden-camera',
      },
      {
        ...near,
        offset: 2,
        seconds: 0.9,
        length: 1434,
        direction: 0,
        effect: 0.31,
        without: 'door-lock',
      },
      {
        ...near,
        offset: -3,
        seconds: -1.3,
        length: 90,
        direction: 0,
        effect: -0.12,
        without: 'door-lock',
      },
      {
        ...near,
        offset: 1,
        seconds: 0.2,
        length: 90,
        direction: 0,
        effect: 0.004,
        without: 'door-lock',
      },
    ],
    together: { effect: 0.8, without: 'garden-camera' },
    rhythm: { effect: 0.11, without: 'door-lock' },
    bustle: { effect: 0.01, without: 'door-lock' },
    ...changes,
  } satisfies Explanation);
}
