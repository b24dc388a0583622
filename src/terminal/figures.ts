/** Before each three digits, but not behind a point. */
const THOUSANDS = /(?<!\.\d*)\B(?=(?:\d{3})+(?!\d))/g;

/** `20,000`. The first number that Intl writes takes 10 to 20 ms, in each command. */
export function formatCount(count: number): string {
  return String(count).replaceAll(THOUSANDS, ',');
}

/** `20,000 records`, `1 record` */
export function formatCountOf(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** `42 %`, and `4.2 %` where it is little. */
export function formatShare(share: number): string {
  const percent = share * 100;
  if (percent > 0 && percent < 0.1) return '< 0.1 %';
  return `${percent.toFixed(percent > 0 && percent < 10 ? 1 : 0)} %`;
}
