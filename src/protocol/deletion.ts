/**
 * The field that says when a record was deleted where it came from. Destinations that keep the newest version of each key
 * delete the row of a record that has it; in one that is there it is null or missing.
 */
export const DELETED_AT = '_ab_cdc_deleted_at';

/** Whether a record says of its key that there is nothing of it any more. */
export function isDeletion(record: object): boolean {
  return DELETED_AT in record && record[DELETED_AT] !== null && record[DELETED_AT] !== undefined;
}
