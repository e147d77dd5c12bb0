import { HomeMoleError } from '../contract/errors';
import { describeShaping } from '../contract/shaping-catalogue';
import type { Placement, ShapingStep } from '../contract/shaping-parameters';
import { formatShaping } from '../contract/shaping-text';
import type { PlacedStep } from '../contract/shaping';
import type { VantageName } from '../contract/vantage';
import { tunnelOf } from '../vantage';

/** Largest IP packet on a line without a tunnel. */
const ETHERNET_MTU = 1500;

/** Largest IP packet that passes whole: on the line, or inside the tunnel. */
export function largestAt(vantage: VantageName): number {
  const tunnel = tunnelOf(vantage);
  return tunnel ? Math.min(tunnel.innerMtu, tunnel.mss + 40) : ETHERNET_MTU;
}

/**
 * Where a step runs at a vantage and which ways it shapes.
 * @throws HomeMoleError `shaping-impossible` for what that place cannot do
 */
export function placeStep(step: ShapingStep, vantage: VantageName): PlacedStep {
  const isTunnel = tunnelOf(vantage) !== null;
  const { effects } = describeShaping(step.name);
  const asked = String(step.values['at'] ?? 'auto');
  const placement: Placement =
    asked === 'auto' ? (isTunnel ? 'pair' : 'device') : (asked as Placement);
  const refuse = (detail: string): HomeMoleError =>
    new HomeMoleError('shaping-impossible', { shaping: formatShaping([step]), detail });
  if (placement === 'pair' && !isTunnel) {
    throw refuse('without a tunnel there is no far end that would take dummies and padding away');
  }
  if (placement === 'gateway') {
    if (effects.includes('adds')) {
      throw refuse(
        'the router alone has no one to send dummies to, and cannot shape what comes in',
      );
    }
    if (effects.includes('pads') && !isTunnel) {
      throw refuse('the router alone cannot pad packets of others outside a tunnel of its own');
    }
  }
  return {
    name: step.name,
    placement,
    directions: placement === 'gateway' ? 'out' : 'both',
  };
}
