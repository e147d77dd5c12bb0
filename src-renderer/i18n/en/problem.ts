/** Words of the screens that say why something did not work. */
export const problem = {
  problem: {
    eyebrow: 'This did not work',
    what: 'What you can do',
    back: 'Back',
    another: 'Choose another file…',
    sample: 'Try the sample home (simulated)',
    copy: 'Copy details',
    copied: 'Copied',
    copyFailed: 'Select and copy the text below',
    details: 'Details for a report of this problem',
    code: 'Code {code}',
  },
  noBridge: {
    eyebrow: 'HomeMole',
    title: 'This page needs HomeMole around it',
    text: 'It is the window of the HomeMole program and cannot read captures from a web browser. Nothing is broken, and nothing was sent anywhere.',
    remedy: 'Start the HomeMole program instead, or run {command} in its folder.',
    command: 'npm start',
  },
} as const;
