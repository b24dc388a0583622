import { expect, test } from 'vitest';
import { answeredScorecards, calls, extensiveCalls, users } from '../../src/generated/validate-records.js';
import { SchemaDrift } from '../../src/sync/schema-drift.ts';
import type { Validate, ValidationFault } from '../../src/base/validation.ts';

function watch(validate: Validate): { drift: SchemaDrift; told: string[] } {
  const told: string[] = [];
  return { drift: new SchemaDrift(validate, (text) => told.push(text)), told };
}

/** Finds the same faults in every record. */
function faulty(...faults: readonly Partial<ValidationFault>[]): Validate {
  const errors = faults.map((fault) => ({
    instancePath: '',
    schemaPath: '#',
    keyword: 'type',
    params: {},
    ...fault,
  }));
  return Object.assign(() => false, { errors });
}

test('a record that fits is left alone and not mentioned', () => {
  const { drift, told } = watch(users);
  const record = { id: '1', active: true, settings: { emailsImported: false }, somethingNew: { deep: [1] } };
  drift.check(record);
  expect(record).toEqual({
    id: '1',
    active: true,
    settings: { emailsImported: false },
    somethingNew: { deep: [1] },
  });
  expect(told).toEqual([]);
  expect(drift.summary()).toEqual([]);
});

test('a path that differs is told once and counted every time', () => {
  const { drift, told } = watch(users);
  for (const active of ['yes', 1, 'no']) drift.check({ id: '1', active });
  drift.check({ id: '1', active: true, settings: { emailsImported: 'no' } });
  expect(told).toHaveLength(2);
  expect(told[0]).toMatch(/^active must be .*boolean/);
  expect(drift.summary()).toEqual(['active (3 times)', 'settings.emailsImported (1 times)']);
});

test('a moment that does not fit is counted every time, also between rows that share one', () => {
  const { drift } = watch(calls);
  const moments = [
    '2026-11-20T08:00:00Z',
    '2026-11-20T08:00:00Z',
    '2026-02-30T08:00:00Z',
    '2026-02-30T08:00:00Z',
  ];
  for (const started of [...moments, ...moments]) drift.check({ id: '1', started });
  expect(drift.summary()).toEqual(['started (4 times)']);
});

test('all places of a list are one path', () => {
  const { drift, told } = watch(extensiveCalls);
  drift.check({ id: '1', parties: [{ name: 5 }, { name: 'Ann' }, { name: false }] });
  expect(told).toHaveLength(1);
  expect(drift.summary()).toEqual(['parties[].name (2 times)']);
});

test.each([
  ['/a/0/b/17', 'a[].b[]'],
  ['/a/0/1', 'a[][]'],
  ['/a1/2b', 'a1.2b'],
  ['', '(record)'],
])('the place %s is told as %s', (instancePath, path) => {
  const { drift, told } = watch(faulty({ instancePath, keyword: 'format', message: 'must match' }));
  drift.check({});
  expect(told).toEqual([`${path} must match`]);
});

test('a fault without words is told all the same', () => {
  const { drift, told } = watch(faulty({ instancePath: '/a', keyword: 'format' }));
  drift.check({});
  expect(told).toEqual(['a does not fit its schema']);
});

test('ids that come as numbers are written as strings in their place, without a word', () => {
  const { drift, told } = watch(calls);
  const record = { id: 77, title: 'a', primaryUserId: 88, workspaceId: null, duration: 60, own: { id: 9 } };
  drift.check(record);
  expect(record).toEqual({
    id: '77',
    title: 'a',
    primaryUserId: '88',
    workspaceId: null,
    duration: 60,
    own: { id: 9 },
  });
  expect(told).toEqual([]);
  expect(drift.summary()).toEqual([]);
});

test('ids deep inside a record are found', () => {
  const { drift, told } = watch(answeredScorecards);
  const record = { answeredScorecardId: '1', answers: [{ questionId: 5, score: 3 }, { questionId: '6' }] };
  drift.check(record);
  expect(record).toEqual({
    answeredScorecardId: '1',
    answers: [{ questionId: '5', score: 3 }, { questionId: '6' }],
  });
  expect(told).toEqual([]);
});

test('lists of ids are quoted one by one', () => {
  const wants = { params: { type: ['null', 'string'] } };
  const { drift, told } = watch(
    faulty(
      { instancePath: '/callIds/0', ...wants },
      { instancePath: '/a/0/ids/1', params: { type: 'string' } },
    ),
  );
  const record = { callIds: [1, '2'], a: [{ ids: ['3', 4] }] };
  drift.check(record);
  expect(record).toEqual({ callIds: ['1', '2'], a: [{ ids: ['3', '4'] }] });
  expect(told).toEqual([]);
});

test('nothing but a numeric id is ever changed', () => {
  const { drift, told } = watch(calls);
  const record = { id: { value: 1 }, title: 5, primaryUserId: true, duration: '60', system: ['Zoom'] };
  drift.check(record);
  expect(record).toEqual({
    id: { value: 1 },
    title: 5,
    primaryUserId: true,
    duration: '60',
    system: ['Zoom'],
  });
  expect(new Set(told.map((text) => text.split(' ')[0]))).toEqual(
    new Set(['duration', 'id', 'primaryUserId', 'system', 'title']),
  );
});

test('a name that only looks like an id, or a number that has to be one, is told and not changed', () => {
  const { drift, told } = watch(
    faulty(
      { instancePath: '/paid', params: { type: 'string' } },
      { instancePath: '/userId', params: { type: 'integer' } },
    ),
  );
  const record = { paid: 1, userId: 1.5 };
  drift.check(record);
  expect(record).toEqual({ paid: 1, userId: 1.5 });
  expect(told).toHaveLength(2);
});
