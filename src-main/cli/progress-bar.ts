import type { Progress, Stage } from '../contract/job';
import { duration, printable } from './text';

const words: Record<Stage, string> = {
  reading: 'Reading',
  identifying: 'Telling who is who',
  viewing: 'Standing at',
  pairing: 'Pairing',
  features: 'Computing features',
  training: 'Training',
  labelling: 'Labelling',
  evaluating: 'Evaluating',
  writing: 'Writing',
  simulating: 'Simulating',
};

const WIDTH = 24;

/** A bar on a terminal; nothing where standard error is a file or a pipe. */
export class ProgressBar {
  private shown = false;

  constructor(private readonly stream: NodeJS.WriteStream) {}

  show(progress: Progress): void {
    if (!this.stream.isTTY) return;
    const filled = Math.round(progress.fraction * WIDTH);
    const bar = '█'.repeat(filled) + '░'.repeat(WIDTH - filled);
    const percent = String(Math.floor(progress.fraction * 100)).padStart(3);
    const subject = progress.subject ? ` ${printable(progress.subject)}` : '';
    const left =
      progress.secondsLeft === null ? '' : `, ${duration(Math.ceil(progress.secondsLeft))} left`;
    this.line(`${bar} ${percent} %  ${words[progress.stage]}${subject}${left}`);
  }

  /** One line in the place of the bar. */
  line(line: string): void {
    if (!this.stream.isTTY) return;
    this.stream.write(`\r\x1b[2K${line.slice(0, (this.stream.columns ?? 80) - 1)}`);
    this.shown = true;
  }

  clear(): void {
    if (this.shown) this.stream.write('\r\x1b[2K');
    this.shown = false;
  }
}
