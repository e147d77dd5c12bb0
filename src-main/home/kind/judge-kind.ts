import type { Portrait } from '../words/portrait';
import { byRandomisedMac, byVendor } from './by-address';
import { byModel, byName } from './by-name';
import { byProduct, byService } from './by-service';
import { byManySites, byPeopleSites, bySystemSites, byThingCloud } from './by-sites';
import { byDhcpClient } from './by-system';
import type { Rule, Ruling } from './ruling';

/**
 * IoT or not, by the first rule that says something; each says why, and a guess in words of one. The
 * user can overrule them all. docs/who-is-who.md tells people of them: keep it true.
 */
const rules: readonly Rule[] = [
  byUser,
  byLabel,
  byModel,
  byName,
  byDhcpClient,
  byService,
  byProduct,
  byVendor,
  bySystemSites,
  byPeopleSites,
  byManySites,
  byThingCloud,
  byRandomisedMac,
];

export function judgeKind(device: Portrait): Ruling {
  for (const rule of rules) {
    const ruling = rule(device);
    if (ruling) return ruling;
  }
  return {
    kind: 'iot',
    kindSource: 'default',
    kindReason: 'Nothing points to a phone or computer, so it counts as a smart device.',
  };
}

function byUser({ known }: Portrait): Ruling | null {
  return known?.kind ? { kind: known.kind, kindSource: 'user', kindReason: 'You said so.' } : null;
}

function byLabel({ label }: Portrait): Ruling | null {
  if (!label) return null;
  return { kind: label.kind, kindSource: 'label', kindReason: 'The label file says so.' };
}
