/** Of many records: more than so many, and more than that share. */
const MANY = 20;
const SHARE_OF_MANY = 0.05;

/** Of few records. */
const SOME = 3;
const SHARE_OF_FEW = 0.2;

/** Users do not go with calls: so large a share of them, and it is another company, or another key. */
const SHARE_OF_USERS = 0.05;

/** Whether so much is missing at once that the key sees less than before, as it then is told "not found" of what exists. */
export function isTooMuchAbsent(absent: number, known: number): boolean {
  const share = absent / Math.max(known, 1);
  return (absent > MANY && share > SHARE_OF_MANY) || (absent >= SOME && share >= SHARE_OF_FEW);
}

/** Whether so many users are missing that what else is missing cannot be believed. */
export function areUsersAbsent(absent: number, known: number): boolean {
  return absent / Math.max(known, 1) > SHARE_OF_USERS;
}

/** Against each that is still missing, so many have to be found again before it is believed to be gone. */
const FOUND_TO_MISSING = 4;

/**
 * Whether what was missing when it was too much is there again but for a few. That less is missing by now says nothing: it grows
 * old, and the look-back leaves it behind.
 */
export function isFoundAgain({
  found,
  missing,
}: {
  readonly found: number;
  readonly missing: number;
}): boolean {
  return missing === 0 || found >= FOUND_TO_MISSING * missing;
}
