export { addressScope } from './addresses';
export { shortVendor } from './describe';
export { identifyHome } from './identify';
export { changeKnownDevice, readKnownDevices } from './known-devices';
export { readInteractions, readLabels } from './labels';
export { type HomeKnowledge, HomeSurvey, type RowsAssigned, type SurveyedHome } from './survey';
export { loadVendors, type Vendors } from './vendors';
