import { httpGet, httpResponse } from '../flows/http';
import type { Turn } from '../flows/conversation';
import { heavyTailed, type Online } from './online';

const SITES = 40;
const THIRD_PARTIES = 25;
/** The longest object that a page loads, in bytes. */
const LONGEST_OBJECT = 300_000;

/** Reads one to three pages. */
export function browse(screen: Online, at: number): void {
  let pages = 1 + screen.random.integer(3);
  const site = popular(screen, SITES);
  const turnPage = (time: number): void => {
    loadPage(screen, site, time);
    pages -= 1;
    if (pages > 0) screen.home.at(time + 5 + screen.random.exponential(15), turnPage);
  };
  turnPage(at);
}

/** A page comes from its own site, and from others it names. */
function loadPage(screen: Online, site: number, at: number): void {
  const { random, home } = screen;
  const first = fetchFrom(screen, `www.site-${site}.example`, at, 1 + random.integer(3));
  const others = random.integer(4);
  for (let i = 0; i < others; i += 1) {
    const name = `static-${popular(screen, THIRD_PARTIES)}.cdn.example`;
    home.at(first + random.exponential(0.15), (time) => {
      fetchFrom(screen, name, time, 1 + random.integer(3));
    });
  }
  // An old corner of the web without TLS.
  if (random.uniform() < 0.25) home.at(first + 0.3, (time) => fetchPlain(screen, site, time));
}

function fetchFrom(screen: Online, name: string, at: number, objects: number): number {
  const link = screen.linkTo(screen.webService(name));
  const turns: Turn[] = [];
  for (let i = 0; i < objects; i += 1) {
    turns.push(
      { from: 'client', bytes: 180 + screen.random.integer(600), after: 0.01 },
      { from: 'server', bytes: heavyTailed(screen.random, 7000, LONGEST_OBJECT), after: 0.012 },
    );
  }
  const { times, end } = link.converse(at, turns);
  screen.home.at(end + 20 + screen.random.exponential(25), (time) => link.close(time));
  return times[1] as number;
}

function fetchPlain(screen: Online, site: number, at: number): void {
  const name = `plain-${site % 5}.example`;
  const link = screen.linkTo({ name, port: 80, distance: 'near' });
  const turns: Turn[] = [];
  for (let i = 1 + screen.random.integer(4); i > 0; i -= 1) {
    const body = screen.home.opaque.take(heavyTailed(screen.random, 900, 20000));
    turns.push(
      {
        from: 'client',
        content: httpGet(name, `/i/${screen.random.integer(9999)}.gif`, 'browser'),
      },
      { from: 'server', content: httpResponse(body, 'application/octet-stream'), after: 0.008 },
    );
  }
  const { end } = link.converse(at, turns);
  screen.home.at(end + 8, (time) => link.close(time, 'server'));
}

/** Some places are visited far more than others. */
function popular(screen: Online, places: number): number {
  const uniform = screen.random.uniform();
  return Math.floor(places * uniform * uniform);
}
