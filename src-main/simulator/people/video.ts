import type { Online } from './online';

/** Watches a short film: pieces of a few seconds each, fetched ahead, then one at a time. */
export function watch(screen: Online, at: number): void {
  const { random, home } = screen;
  const link = screen.linkTo(screen.webService(`video-${random.integer(6)}.stream.example`));
  let pieces = 3 + random.integer(4);
  const quality = random.between(50000, 130000);
  const next = (time: number, ahead: boolean): void => {
    const { end } = link.converse(time, [
      { from: 'client', bytes: 380 + random.integer(200) },
      { from: 'server', bytes: Math.round(quality * random.between(0.6, 1.4)), after: 0.02 },
    ]);
    pieces -= 1;
    if (pieces > 0)
      home.at(end + (ahead ? 0.1 : random.between(3.5, 5)), (t) => next(t, pieces > 4));
    else home.at(end + 30, (t) => link.close(t));
  };
  next(at, true);
}
