export { addressScope } from './addresses';
export { identifyHome } from './identify';
export { changeKnownDevice, readKnownDevices } from './known-devices';
export { readInteractions, readLabels } from './labels';
export { namedEvents } from './named-events';
export type { HomeKnowledge } from './knowledge';
export { HomeSurvey } from './survey';
export type { RowsAssigned, SurveyedHome } from './surveyed-home';
export { loadVendors, shortVendor, type Vendors } from './vendors';
