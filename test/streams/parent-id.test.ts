import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import type { GongEvents } from '../../src/gong/events.ts';
import { idText, parentId } from '../../src/streams/parent-id.ts';
import { scriptedGong } from '../gong/scripted-gong.ts';

test.each([
  ['7', '7'],
  [7, '7'],
  ['12345678901234567890', '12345678901234567890'],
  ['a\u{1f600}b', 'a\u{1f600}b'],
])('%j can be asked for', (id, text) => {
  expect(idText(id)).toBe(text);
});

test.each([[undefined], [null], [''], [true], [{}], [['7']], [{ toString: 7 }], ['half \ud83d']])(
  '%j cannot',
  (id) => {
    expect(idText(id)).toBeUndefined();
  },
);

test('that parents cannot be asked for is said once a sync and kind, and noted of each stream', () => {
  const texts: string[] = [];
  const streams: string[] = [];
  const events = new EventEmitter<GongEvents>();
  events.on('warning', ({ text }) => texts.push(text));
  events.on('leftOut', ({ stream }) => streams.push(stream));
  const gong = { ...scriptedGong(), events };
  const users = { name: 'users', field: 'id' };
  expect([{ id: null }, {}, { id: '7' }].map((user) => parentId(gong, 'tasks', users, user))).toEqual([
    undefined,
    undefined,
    '7',
  ]);
  expect(parentId(gong, 'tasks', { name: 'folders', field: 'id' }, {})).toBeUndefined();
  expect(texts).toEqual([
    expect.stringContaining('list of users holds entries without a usable id'),
    expect.stringContaining('list of folders'),
  ]);
  expect(streams).toEqual(['tasks', 'tasks', 'tasks']);
});
