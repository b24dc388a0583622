import * as validators from '../../src/generated/validate-records.js';

/** Validators that find nothing odd in any record. */
export const acceptAll: typeof validators = new Proxy(validators, { get: () => () => true });
