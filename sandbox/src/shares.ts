/** Throws a RangeError for what is no share. */
export function shareOf(value: number | undefined, name: string): number {
  const share = value ?? 0;
  if (!(share >= 0 && share <= 1)) throw new RangeError(`${name} is not a share from 0 to 1: ${share}`);
  return share;
}
