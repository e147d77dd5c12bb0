import { readFileSync } from 'node:fs';

/**
 * Whether a process waits for something, by /proc; it is awake while it runs or waits for the processor, and
 * when it was halted. True where there is no such file, on other systems and after its end.
 */
export function isAsleep(pid: number): boolean {
  let line: string;
  try {
    line = readFileSync(`/proc/${pid}/stat`, 'latin1');
  } catch {
    return true;
  }
  // Behind the name of the program, in which there may be anything.
  return line[line.lastIndexOf(')') + 2] === 'S';
}
