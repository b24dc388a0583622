import { setFlagsFromString } from 'node:v8';

/** Of what survived the last collection, in percent. */
const GROWTH = 100;

/**
 * Collects garbage before the heap has doubled. By default V8 lets a busy heap of some megabytes grow to four times
 * its size, which is nearly all the memory that a sync takes. https://nodejs.org/api/v8.html#v8setflagsfromstringflags
 */
export function limitHeapGrowth(): void {
  setFlagsFromString(`--heap-growing-percent=${GROWTH}`);
}
