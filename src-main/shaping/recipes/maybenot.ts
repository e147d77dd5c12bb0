import type { ShapingRecipe } from '../../contract/shaping';
import type { ShapingStep } from '../../contract/shaping-parameters';
import { encodeMachine } from '../machine/encode';
import { type MachinePreset, presetMachines } from '../machine/presets';

/** The machines of a shaping as strings of Maybenot; null where it has none. */
export function maybenotRecipe(steps: readonly ShapingStep[]): ShapingRecipe | null {
  const step = steps.find(({ name }) => name === 'machine');
  if (!step) return null;
  const preset = step.values['preset'] as MachinePreset;
  const machines = presetMachines(preset, {
    paddingFraction: Number(step.values['padding']),
    blockingFraction: Number(step.values['blocking']),
  });
  return {
    kind: 'maybenot',
    title: 'Machines for Maybenot, version 2',
    file: 'homemole-machines.txt',
    text: [...machines.map(encodeMachine), ''].join('\n'),
    covers: ['When dummies are sent and packets held back, at both ends: load the same at each.'],
    lacks: [
      'An implementation: the framework has to be built into the tunnel, as it is in Mullvad’s fork of wireguard-go.',
      'Sizes: machines say nothing of them; dummies and packets of one size are the tunnel’s setting.',
      'Streams for each device: a tunnel runs its machines on all that it carries.',
    ],
  };
}
