import { version } from '../../package.json';
import type { AppInfo } from '../contract/ipc';

/** The product ships with this Electron or later; an earlier one is the fallback for trying it. */
const OLDEST_PRODUCT_ELECTRON = 45;

export function appInfo(electron: string = process.versions.electron ?? ''): AppInfo {
  return {
    version,
    electron,
    fallbackRuntime: Number.parseInt(electron, 10) < OLDEST_PRODUCT_ELECTRON,
    platform: process.platform,
  };
}
