export { LineTap } from './line-tap';
export { type PairedSides, pairSides, type SideChoice } from './pair-sides';
export { TunnelWatch } from './tunnel-watch';
