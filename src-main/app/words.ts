/** What the main process itself says to people: the system's own dialogs are all of it. */
export const words = {
  chooseTitle: 'Open captures',
  chooseKinds: 'Captures, labels and events',
  allFiles: 'All files',
  saveTitle: 'Save the report',
  report: 'HTML report',
} as const;
