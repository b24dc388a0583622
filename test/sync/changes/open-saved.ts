import { expect } from 'vitest';
import { itemKey } from '../../../src/sync/changes/item-key.ts';
import { readItemTime } from '../../../src/sync/changes/item-time.ts';
import { readSavedChanges, type SavedChanges } from '../../../src/sync/changes/saved-changes.ts';
import type { SeenForm } from '../../../src/sync/changes/entry-layout.ts';

const FORM: SeenForm = { hasTime: true, hasHint: false, hasRows: false };

/** What a state has of these items: their ids, and when they took place. */
export function savedWith(
  items: Readonly<Record<string, string>>,
  form: Partial<SeenForm> = {},
  rows = 1,
): SavedChanges {
  const saved = readSavedChanges(undefined, {
    form: { ...FORM, ...form },
    shape: 'shape',
    onDamage: expect.unreachable,
  });
  for (const [id, text] of Object.entries(items)) {
    const time = readItemTime(text);
    if (time === undefined) throw new Error(`no moment: ${text}`);
    const fingerprint = 0x0111;
    saved.seen.put({
      key: itemKey(id),
      hour: time.hour,
      time: time.microseconds,
      fingerprint,
      hint: 0,
      rows,
    });
  }
  return reread(saved);
}

/** As the next sync has it: nothing of it has been listed yet. */
export function reread(saved: SavedChanges): SavedChanges {
  const { seen: before } = saved;
  const next = readSavedChanges(undefined, { form: before.form, shape: '', onDamage: expect.unreachable });
  for (const hour of before.hours) next.seen.addText(hour, before.textOf(hour));
  return { ...saved, seen: next.seen };
}
