/**
 * The names of every call and notice, apart from their schemas: all that the preload script needs,
 * so that it stays free of zod.
 */
export const callNames = [
  'getAppInfo',
  'chooseFiles',
  'sortFiles',
  'startAudit',
  'cancelJob',
  'saveReport',
  'inspectFiles',
  'changeDevice',
  'seeTenSeconds',
  'forgetTenSeconds',
  'explainPacket',
  'learnProfiles',
  'listInterfaces',
  'watchRates',
  'checkFilter',
  'describeCapture',
  'chooseModel',
  'listModels',
  'readModel',
  'startTraining',
  'startStudy',
  'startShaping',
  'startShapingSearch',
  'tryShaping',
  'forgetShaping',
  'exportShaping',
  'saveText',
  'keepModel',
  'discardModel',
  'importModel',
  'exportModel',
  'renameModel',
  'deleteModel',
  'chooseKeyFile',
  'startCapture',
  'pauseCapture',
  'resumeCapture',
  'stopCapture',
  'saveCapture',
  'markEvents',
  'judgeMarks',
  'discardCapture',
] as const;
export type CallName = (typeof callNames)[number];

export const noticeNames = [
  'jobProgress',
  'jobDone',
  'jobFailed',
  'interfaceRates',
  'captureUpdate',
  'captureEnded',
  'captureFailed',
] as const;
export type NoticeName = (typeof noticeNames)[number];

export const channelOfCall = (name: CallName): string => `homemole:call:${name}`;
export const channelOfNotice = (name: NoticeName): string => `homemole:notice:${name}`;
