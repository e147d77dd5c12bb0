import { isUnder, siteOf } from '../words/names-asked';
import type { Portrait } from '../words/portrait';
import { brief, type Ruling } from './ruling';
import { peopleSites, systemSites, thingClouds } from './telling-sites';

/** Sites from which on somebody browses, and the most that a thing asks for. */
const MANY_SITES = 25;
const FEW_SITES = 8;

export function bySystemSites({ asked }: Portrait): Ruling | null {
  for (const { name } of asked) {
    const found = systemSites.find(({ under }) => under.some((one) => isUnder(name, one)));
    if (!found) continue;
    const kindReason =
      found.system === 'browser'
        ? `It asks for ${brief(name)}, as web browsers do: probably a phone or computer.`
        : `It asks for ${brief(name)}, as ${found.system} systems do: probably a phone or computer.`;
    return { kind: 'non-iot', kindSource: 'destinations', kindReason };
  }
  return null;
}

export function byPeopleSites({ asked }: Portrait): Ruling | null {
  const found = asked.find(({ name }) => peopleSites.some((site) => isUnder(name, site)));
  if (!found) return null;
  const kindReason = `It asks for ${brief(found.name)}, which people use: probably a phone or computer.`;
  return { kind: 'non-iot', kindSource: 'destinations', kindReason };
}

export function byManySites({ asked }: Portrait): Ruling | null {
  const sites = sitesOf(asked);
  if (sites < MANY_SITES) return null;
  const kindReason = `It asks for ${sites} different sites, as people do: probably a phone or computer.`;
  return { kind: 'non-iot', kindSource: 'destinations', kindReason };
}

export function byThingCloud({ asked }: Portrait): Ruling | null {
  if (sitesOf(asked) > FEW_SITES) return null;
  for (const { name } of asked) {
    const found = thingClouds.find((cloud) => cloud.name.test(name));
    if (!found) continue;
    const kindReason = `It reports to ${found.cloud}’s cloud for things: probably a smart device.`;
    return { kind: 'iot', kindSource: 'destinations', kindReason };
  }
  return null;
}

function sitesOf(asked: Portrait['asked']): number {
  return new Set(asked.map(({ name }) => siteOf(name))).size;
}
