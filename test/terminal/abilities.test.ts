import { expect, test } from 'vitest';
import { abilitiesOf } from '../../src/terminal/abilities.ts';

test.each([
  ['a terminal', {}, { isLive: true, hasColors: true }],
  ['a terminal that obeys nothing', { TERM: 'dumb' }, { isLive: false, hasColors: false }],
  ['a terminal of a CI system', { CI: 'true' }, { isLive: false, hasColors: true }],
  ['a terminal where CI says no', { CI: 'false' }, { isLive: true, hasColors: true }],
  ['a terminal without colours', { NO_COLOR: '1' }, { isLive: true, hasColors: false }],
  ['a terminal where NO_COLOR is empty', { NO_COLOR: '' }, { isLive: true, hasColors: true }],
])('%s', (_, environment, abilities) => {
  expect(abilitiesOf({ TERM: 'xterm', ...environment }, true)).toEqual(abilities);
});

test('no terminal is drawn on', () => {
  expect(abilitiesOf({ TERM: 'xterm' }, false)).toEqual({ isLive: false, hasColors: false });
});
