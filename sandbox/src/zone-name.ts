const minutesPerHour = 60;

/** Zones without daylight-saving time that are not whole hours from Greenwich, by minutes east of it. */
const partHours: Readonly<Record<number, string>> = {
  [-570]: 'Pacific/Marquesas',
  270: 'Asia/Kabul',
  330: 'Asia/Kolkata',
  345: 'Asia/Kathmandu',
  390: 'Asia/Yangon',
  525: 'Australia/Eucla',
  570: 'Australia/Darwin',
};

/**
 * The name of a zone that is always this many minutes east of Greenwich, since the sandbox knows no daylight-saving
 * time; the offset itself where no place on earth has it.
 */
export function zoneName(offset: string, offsetMinutes: number): string {
  if (offsetMinutes === 0) return 'UTC';
  const hours = offsetMinutes / minutesPerHour;
  if (!Number.isInteger(hours)) return partHours[offsetMinutes] ?? offset;
  // The names of these zones count to the west.
  return hours >= -12 && hours <= 14 ? `Etc/GMT${hours > 0 ? '-' : '+'}${Math.abs(hours)}` : offset;
}
