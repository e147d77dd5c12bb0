import type { Ablation } from '../../contract/study';
import type { View } from '../../contract/vantage';

const SAME_LENGTH = 100;

/**
 * The view without one thing to see. What is taken is the same for all packets, so that every feature that is
 * made of it says nothing: without intervals packets follow each other one a second, their order stays.
 */
export function ablate(view: View, ablation: Ablation): View {
  const { count, time } = view;
  switch (ablation) {
    case 'none':
      return view;
    case 'no-port':
      return { ...view, serverPort: view.serverPort && new Uint16Array(count) };
    case 'no-interval':
      return { ...view, time: time.map((_, i) => (time[0] as number) + i) };
    case 'no-length':
      return { ...view, length: new Uint32Array(count).fill(SAME_LENGTH) };
    case 'no-direction':
      return { ...view, direction: new Uint8Array(count) };
  }
}
