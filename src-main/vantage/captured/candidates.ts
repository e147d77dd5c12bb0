import {
  sightingEvidence,
  type SightingCandidate,
  type SightingEvidence,
} from '../../contract/tunnel-sighting';
import type { Verdict } from './judge';
import { lawsOf, type LengthLaw, WIREGUARD_MTU } from './length-laws';

/** So many different lengths that all leave one residue by chance are one in 2^8. */
const ENOUGH_LENGTHS = 8;
const FITS = 0.98;

/** The laws that the lengths of a flow can follow, best first, and what speaks for them. */
export function candidatesOf(verdict: Verdict): {
  candidates: SightingCandidate[];
  evidence: SightingEvidence[];
} {
  const { protocol, lengths, counted } = verdict;
  if (lengths.total === 0) return { candidates: [], evidence: [] };
  const possible = lawsOf(protocol, verdict.mtu ?? WIREGUARD_MTU).filter((law) =>
    agrees(law, counted, protocol.startsWith('openvpn')),
  );
  const fitting = possible
    .map((law) => ({ law, fit: lengths.share((payload) => law.allows(payload)) }))
    .filter(({ fit }) => fit >= FITS);
  const least = lengths.least;
  // The larger the block that all lengths keep to, the less it is chance; among equals the law whose
  // keepalive is the smallest packet.
  fitting.sort(
    (a, b) =>
      b.law.block - a.law.block ||
      b.fit - a.fit ||
      Number(b.law.keepalive === least) - Number(a.law.keepalive === least),
  );
  const enough = lengths.distinct >= ENOUGH_LENGTHS;
  const [best] = fitting;
  const kept = fitting.filter(({ law }) => !best || !enough || law.block === best.law.block);
  return {
    candidates: kept.map(({ law, fit }) => ({
      law: law.name,
      ciphers: law.ciphers,
      vantages: [...law.vantages],
      fit,
    })),
    evidence: evidenceFor(kept, enough, lengths.distinct),
  };
}

/** For OpenVPN the counter parts AEAD from CBC; when it is not known, nothing is left out. */
function agrees(law: LengthLaw, counted: Verdict['counted'], isOpenVpn: boolean): boolean {
  if (!isOpenVpn || counted === null) return true;
  if (counted === 'none') return law.block > 1;
  if (law.block > 1) return false;
  return law.name.includes('epoch') === (counted === 'epoch');
}

function evidenceFor(
  kept: readonly { law: LengthLaw }[],
  enough: boolean,
  lengths: number,
): SightingEvidence[] {
  const [best, second] = kept;
  if (!best || best.law.block === 1) return [];
  const { block, residue, ciphers } = best.law;
  const evidence = [sightingEvidence('residues', { block, residue, ciphers })];
  if (!enough && second) evidence.push(sightingEvidence('few-lengths', { lengths }));
  return evidence;
}
