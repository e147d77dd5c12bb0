export { TunnelWatch } from './tunnel-watch';
