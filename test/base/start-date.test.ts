import { expect, test } from 'vitest';
import { readConfig } from '../../src/config/config.ts';
import { isStartDate, withFullStartDate } from '../../src/base/start-date.ts';

const credentials = { auth_type: 'APIKey', access_key: 'KEY', access_key_secret: 'SECRET' };

test.each(['2026-01-31', '2026-01-31T08:00:00Z', '2026-01-31T08:00:00.5Z'])(
  '%s is good for a config',
  (text) => {
    expect(isStartDate(text)).toBe(true);
    expect(readConfig(withFullStartDate({ credentials, start_date: text })).warnings).toEqual([]);
  },
);

test.each(['May', '2026-02-30', '2026-01-31T08:00:00', '2026-01-31T08:00:00+01:00', '2026-01'])(
  '%j is not',
  (text) => {
    expect(isStartDate(text)).toBe(false);
    expect(() => readConfig(withFullStartDate({ credentials, start_date: text }))).toThrow('start_date');
  },
);
