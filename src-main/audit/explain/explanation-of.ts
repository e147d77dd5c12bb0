import { type Explanation, explanationSchema } from '../../contract/explanation';
import type { Home } from '../../contract/home';
import type { Job } from '../../contract/job';
import type { AdversaryModel } from '../../contract/learning';
import type { ViewWithOrigin } from '../../contract/vantage';
import { deviceClasses } from '../../evaluation';
import { type Explainer, explainPacket } from './explain-packet';
import { intervalOf } from './masks';

/** One packet to explain, and who labels it. */
export interface PacketQuestion {
  readonly home: Home;
  /** What the adversary perceives. */
  readonly seen: ViewWithOrigin;
  /** Its place in the view. */
  readonly packet: number;
  readonly model: AdversaryModel;
  readonly explainer: Explainer;
  readonly simulated: boolean;
  /** Whether the adversary was trained on this packet. */
  readonly learnedFrom: boolean;
}

/** The explanation with the truth beside it. @throws HomeMoleError as `explainPacket` */
export async function explanationOf(question: PacketQuestion, job: Job): Promise<Explanation> {
  const { home, seen, packet, model, explainer, simulated, learnedFrom } = question;
  const { view, origin } = seen;
  const row = origin[packet] as number;
  const owner = row < 0 ? -1 : (home.device[row] as number);
  const device = home.devices[owner];
  return explanationSchema.parse({
    format: 'homemole-explanation',
    version: 1,
    simulated,
    vantage: view.vantage,
    model,
    packet: {
      number: packet + 1,
      time: view.time[packet] as number,
      interval: packet === 0 ? null : intervalOf(view, packet),
      length: view.length[packet] as number,
      direction: view.direction[packet] as number,
      serverPort: view.serverPort?.[packet] ?? null,
    },
    ...(await explainPacket(explainer, view, packet, job)),
    truth: device ? { type: deviceClasses(home)[owner] as string, device: device.name } : null,
    learnedFrom,
  } satisfies Explanation);
}
