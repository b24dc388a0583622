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
  expect(abilitiesOf({ TERM: 'xterm', ...environment }, true)).toMatchObject(abilities);
});

test.each([
  [{ TERM: 'xterm-256color' }, true],
  [{ TERM: 'xterm-256color', XTERM_VERSION: 'XTerm(390)' }, false],
  [{ TERM: 'linux' }, false],
])('%j breaks lines that a narrower window has no room for: %s', (environment, breaksLines) => {
  expect(abilitiesOf(environment, true)).toMatchObject({ breaksLines });
});

test('no terminal is drawn on', () => {
  expect(abilitiesOf({ TERM: 'xterm' }, false)).toMatchObject({ isLive: false, hasColors: false });
});
