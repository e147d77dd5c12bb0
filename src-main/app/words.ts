/** What the main process itself says to people: the system's own dialogs are all of it. */
export const words = {
  chooseTitle: 'Open captures',
  chooseKinds: 'Captures, labels and events',
  allFiles: 'All files',
  saveTitle: 'Save the report',
  report: 'HTML report',
  saveCaptureTitle: 'Save the recording',
  capture: 'Packet capture (pcapng)',
  modelTitle: 'Choose the folder of a trained adversary',
  keyTitle: 'Choose a private key for ssh',
  recordingRuns: 'HomeMole is recording. Save the recording before you close?',
  recordingUnsaved: 'Save the recording before you close?',
  recordingLost: 'What is not saved is deleted.',
  save: 'Save …',
  discard: 'Discard',
  cancel: 'Cancel',
} as const;
