import type { JsonObject } from './json-object.ts';
import { parseInstant } from './instant.ts';

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** As the spec has it, and Airbyte's own source. */
const DATE_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z$/;

/** The config that people mean who give a day as its start date: from midnight on, in UTC. Anything else stays as it is. */
export function withFullStartDate(config: JsonObject): JsonObject {
  const { start_date: startDate } = config;
  return typeof startDate === 'string' ? { ...config, start_date: toStartDate(startDate) } : config;
}

function toStartDate(text: string): string {
  return DAY.test(text) ? `${text}T00:00:00Z` : text;
}

/** Whether people may give that as a start date. */
export function isStartDate(text: string): boolean {
  const startDate = toStartDate(text);
  return DATE_TIME.test(startDate) && parseInstant(startDate) !== undefined;
}
