/** One line for whoever started HomeMole from a terminal. Never a name or an address of the home. */
export function log(line: string): void {
  process.stderr.write(`homemole: ${line}\n`);
}
