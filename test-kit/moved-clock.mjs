import { writeSync } from 'node:fs';

/**
 * Loaded before the CLI by `node --import`: its clock then shows the moment of MOVED_CLOCK_TO (milliseconds since 1970) when it
 * starts, and goes on from there. Where descriptor 3 is open for it (PROCESS_USAGE), what the process took is written there in the end.
 */
const OriginalDate = Date;
const movedTo = process.env.MOVED_CLOCK_TO;
const offsetMs = movedTo === undefined ? 0 : Number(movedTo) - OriginalDate.now();

globalThis.Date = class extends OriginalDate {
  constructor(...values) {
    if (values.length === 0) super(OriginalDate.now() + offsetMs);
    else super(...values);
  }

  static now() {
    return OriginalDate.now() + offsetMs;
  }
};

if (process.env.PROCESS_USAGE !== undefined) {
  process.on('exit', () => writeSync(3, JSON.stringify(process.resourceUsage())));
}
