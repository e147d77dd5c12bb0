export { addressScope } from './addresses';
export { shortVendor } from './describe';
export { identifyHome, type HomeKnowledge } from './identify';
export { changeKnownDevice, readKnownDevices } from './known-devices';
export { readInteractions, readLabels } from './labels';
export { loadVendors, type Vendors } from './vendors';
