import type { Random } from '../contract/random';
import type { PaddingScheme } from '../contract/shapings/common';

/** A size as a rule makes it, never less than `size` and never more than the largest packet. */
export type PaddingRule = (size: number, row: number) => number;

/** Sizes of whole Ethernet packets, by which the published rules are defined. */
const MTU = 1500;
const BINS = [128, 256, 512, 1024];
/** A session adds 8, 16, ..., 248 bytes. */
const SESSION_STEPS = 31;

export interface RuleContext {
  readonly largest: number;
  readonly width: number;
  readonly random: Random;
  flowOf(row: number): number;
}

/**
 * The rule of a scheme. Sources: Dyer et al. 2012 (linear, exponential, mice and elephants, random), Pinheiro
 * et al. 2020 (levels), RFC 7830 and 8467 (random by session), Nikitin et al., PoPETs 2019 (PADÉ). Above the
 * tunnel's largest packet there is nothing: what a rule would make longer becomes that.
 */
export function paddingRule(scheme: PaddingScheme, context: RuleContext): PaddingRule {
  const { largest, random, width } = context;
  const within =
    (rule: PaddingRule): PaddingRule =>
    (size, row) =>
      Math.max(size, Math.min(largest, rule(size, row)));
  switch (scheme) {
    case 'mtu':
      return within(() => MTU);
    case 'linear128':
      return within((size) => Math.min(MTU, 128 * Math.ceil(size / 128)));
    case 'exponential':
      return within((size) => BINS.find((bin) => size <= bin) ?? MTU);
    case 'mice-elephants':
      return within((size) => (size <= 128 ? 128 : MTU));
    case 'level100':
      return within((size) => level(size, random));
    case 'random':
      return within((size) => size + 1 + random.integer(width));
    case 'session-random': {
      const added = new Map<number, number>();
      return within((size, row) => {
        const flow = context.flowOf(row);
        let more = added.get(flow);
        if (more === undefined) {
          more = 8 * (1 + random.integer(SESSION_STEPS));
          added.set(flow, more);
        }
        return size + more;
      });
    }
    case 'pade':
      return within((size) => pade(size));
  }
}

/**
 * PADÉ: the low E - S bits of a length become zero, upwards, with E = floor(log2 L) and
 * S = floor(log2 E) + 1; at most 12 % are added (Nikitin et al. 2019, algorithm 1).
 */
export function pade(size: number): number {
  if (size < 2) return size;
  const exponent = Math.floor(Math.log2(size));
  const kept = Math.floor(Math.log2(exponent)) + 1;
  const step = 2 ** Math.max(0, exponent - kept);
  return Math.ceil(size / step) * step;
}

function level(size: number, random: Random): number {
  if (size <= 100) return 100;
  if (size <= 200) return 200;
  if (size <= 300) return 300;
  if (size < 999) return size + random.integer(1000 - size + 1);
  if (size <= 1399) return size + random.integer(1400 - size + 1);
  return MTU;
}
