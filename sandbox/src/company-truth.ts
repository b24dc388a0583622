import { createHash } from 'node:crypto';
import { callAccess } from './call-access.ts';
import { callRecord } from './call-record.ts';
import { findCalls } from './call-search.ts';
import { coachingOf, coachingUser, managersOf } from './coaching.ts';
import { endOfData } from './end-of-data.ts';
import { findLogEntries, logEntry } from './log-entries.ts';
import { logTypes } from './log-records.ts';
import { settingsHistory } from './settings-history.ts';
import { parseDateTime } from './time.ts';
import type { TruthChoice, Truths } from './truth-choice.ts';
import { workspaces } from './workspaces.ts';
import type { World } from './world.ts';

const always = { from: -Infinity, to: Infinity };

/** What Gong keeps about the people of the company: logs, changes of settings, access, coaching. */
export const companyTruth = {
  logs: function* (world: World) {
    for (const logType of logTypes) {
      for (const index of findLogEntries(world, logType, always)) {
        const entry = logEntry(world.company, logType, index);
        yield JSON.stringify({ ...entry, logType, logEntryId: identify(logType, entry) });
      }
    }
  },
  userSettingsHistory: function* (world: World) {
    const { users } = world.company.settings;
    for (let user = 0; user < users; user += 1) {
      const userId = world.company.userIds.encode(user);
      for (const change of settingsHistory(world.company, user, endOfData(world))) {
        yield JSON.stringify({ ...change, userId });
      }
    }
  },
  callUsersAccess: function* (world: World) {
    for (const call of findCalls(world, { clock: 'started', window: always }, world.publication())) {
      const { callId, users } = callAccess(world.company, call) ?? {};
      const { started } = callRecord(world.company, call, world.editsOf(call));
      for (const { userId } of users ?? []) yield JSON.stringify({ userId, callId, started });
    }
  },
  coaching: function* (world: World, choice: TruthChoice) {
    const { company } = world;
    const { from = utc(company.settings.from), to = utc(endOfData(world)) } = choice;
    const window = { from: parseDateTime(from) ?? -Infinity, to: parseDateTime(to) ?? Infinity };
    for (const { id: workspaceId } of workspaces(company)) {
      for (const user of managersOf(company)) {
        const manager = coachingUser(company, user);
        const managerId = company.userIds.encode(user);
        for (const report of coachingOf(world, workspaceId, user, window)) {
          const added = { workspaceId, managerId, reportId: report.report['id'], from, to };
          yield JSON.stringify({ manager, ...report, ...added });
        }
      }
    }
  },
} satisfies Truths;

/**
 * Log entries have no id. What tells them apart: 32 hexadecimal digits of the SHA-256 of the JSON text of a list of log
 * type, time, user, impersonator, and record, the names in it sorted at every depth; people are known by their id, or
 * their e-mail address where they have none; what is missing is null. Entries that are the same in all of this are the same entry.
 */
function identify(logType: string, entry: Readonly<Record<string, unknown>>): string {
  const { eventTime = null, logRecord = null } = entry;
  const userId = entry['userId'] ?? entry['userEmailAddress'] ?? null;
  const impersonatorId = entry['impersonatorUserId'] ?? entry['impersonatorEmailAddress'] ?? null;
  const text = JSON.stringify([logType, eventTime, userId, impersonatorId, sorted(logRecord)]);
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).toSorted(([left], [right]) => (left < right ? -1 : 1));
  return Object.fromEntries(entries.map(([name, inner]) => [name, sorted(inner)]));
}

function utc(microseconds: number): string {
  return new Date(microseconds / 1000).toISOString();
}
