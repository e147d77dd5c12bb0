import type { Turn } from '../flows/conversation';
import type { Online } from './online';

/** Writes and gets messages for a while; now and then one carries a picture. */
export function chat(screen: Online, at: number): void {
  const { random } = screen;
  const link = screen.linkTo({
    ...screen.webService('chat.messages.example'),
    distance: 'middle',
  });
  const turns: Turn[] = [];
  const messages = 3 + random.integer(14);
  for (let i = 0; i < messages; i += 1) {
    const mine = random.uniform() < 0.5;
    const picture = random.uniform() < 0.06;
    const bytes = picture ? 12000 + random.integer(50000) : 60 + random.integer(320);
    turns.push({
      from: mine ? 'client' : 'server',
      bytes,
      after: i === 0 ? 0 : 0.3 + random.exponential(2.5),
    });
    turns.push({ from: mine ? 'server' : 'client', bytes: 48 + random.integer(20), after: 0.006 });
  }
  link.converse(at, turns);
}
