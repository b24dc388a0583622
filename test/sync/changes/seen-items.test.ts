import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { SeenForm } from '../../../src/sync/changes/entry-layout.ts';
import { SeenItems, type NewSeenItem } from '../../../src/sync/changes/seen-items.ts';

const HOURS = ['2026-11-18T18', '2026-11-18T19', '2026-11-19T00'];

const forms: fc.Arbitrary<SeenForm> = fc.record({
  hasTime: fc.boolean(),
  hasHint: fc.boolean(),
  hasRows: fc.boolean(),
});

/** Few, so that many are put, moved and removed again. */
const keys = fc.record({ high: fc.nat(1), low: fc.constantFrom(0, 1, 5, 2 ** 18 + 5, 2 ** 32 - 1) });

const newItems: fc.Arbitrary<NewSeenItem> = fc.record({
  key: keys.map((key) => ({ ...key, text: undefined })),
  hour: fc.constantFrom(...HOURS),
  time: fc.nat(3_600_000_000 - 1),
  fingerprint: fc.oneof(
    fc.constant(0),
    fc.nat(5),
    fc.maxSafeNat().map((number) => number % 2 ** 47),
  ),
  hint: fc.nat(255),
  rows: fc.nat(0xffff),
});

type Step =
  | { readonly kind: 'put'; readonly item: NewSeenItem }
  | { readonly kind: 'remove' | 'forget'; readonly item: NewSeenItem }
  | { readonly kind: 'drop'; readonly hour: string }
  | { readonly kind: 'save' };

const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    { arbitrary: newItems.map((item) => ({ kind: 'put' as const, item })), weight: 6 },
    { arbitrary: newItems.map((item) => ({ kind: 'remove' as const, item })), weight: 2 },
    { arbitrary: newItems.map((item) => ({ kind: 'forget' as const, item })), weight: 1 },
    { arbitrary: fc.constantFrom(...HOURS).map((hour) => ({ kind: 'drop' as const, hour })), weight: 1 },
    { arbitrary: fc.constant({ kind: 'save' as const }), weight: 2 },
  ),
  { maxLength: 60 },
);

/** As an item would be told of in a map. */
function told(item: Omit<NewSeenItem, 'key'>, { hasTime, hasHint, hasRows }: SeenForm): object {
  return {
    hour: item.hour,
    time: hasTime ? item.time : 0,
    hint: hasHint ? item.hint : 0,
    rows: hasRows ? item.rows : 0,
    fingerprint: item.fingerprint,
  };
}

function nameOf({ high, low }: Pick<NewSeenItem['key'], 'high' | 'low'>): string {
  return `${high} ${low}`;
}

function savedAndRead(seen: SeenItems): SeenItems {
  const read = new SeenItems(seen.form);
  for (const hour of seen.hours) expect(read.addText(hour, seen.textOf(hour))).toBe(true);
  return read;
}

test('the entries are those of a map, through whatever is put, removed, dropped, saved and read', () => {
  fc.assert(
    fc.property(forms, steps, (form, all) => {
      let seen = new SeenItems(form);
      const model = new Map<string, NewSeenItem>();
      const misfound: string[] = [];
      for (const step of all) {
        if (step.kind === 'save') seen = savedAndRead(seen);
        else if (step.kind === 'drop') {
          seen.dropHour(step.hour);
          for (const [name, { hour }] of model) if (hour === step.hour) model.delete(name);
        } else {
          const { item } = step;
          const known = model.get(nameOf(item.key));
          const found = seen.find(item.key, item.hour);
          if ((found === undefined) !== (known === undefined)) misfound.push(nameOf(item.key));
          if (step.kind === 'put') {
            seen.put(item);
            model.set(nameOf(item.key), item);
          } else if (step.kind === 'remove') {
            found?.remove();
            model.delete(nameOf(item.key));
          } else if (known !== undefined) {
            found?.forgetFingerprint();
            model.set(nameOf(item.key), { ...known, fingerprint: 0 });
          }
        }
      }
      const entries = [...seen].map((item): [string, object] => {
        const fingerprint = model.get(nameOf(item.key))?.fingerprint ?? 0;
        const isKnown = fingerprint !== 0;
        expect(item.isKnown).toBe(isKnown);
        expect(item.has(fingerprint)).toBe(isKnown);
        expect(item.has(123_456_789_012)).toBe(false);
        const { hour, time, hint, rows } = item;
        return [nameOf(item.key), told({ hour, time, hint, rows, fingerprint }, form)];
      });
      expect(new Map(entries)).toEqual(new Map([...model].map(([name, item]) => [name, told(item, form)])));
      expect(misfound).toEqual([]);
      expect(entries).toHaveLength(model.size);
      expect([...savedAndRead(seen)]).toHaveLength(model.size);
    }),
    { numRuns: 200 },
  );
});

test('an entry takes 24 characters', () => {
  const seen = new SeenItems({ hasTime: true, hasHint: false, hasRows: false });
  const common = { hour: '2026-11-18T18', fingerprint: 0x0111, hint: 0, rows: 0 };
  for (let low = 1; low <= 10; low += 1)
    seen.put({ ...common, key: { high: 1, low, text: undefined }, time: low });
  expect(seen.textOf('2026-11-18T18')).toHaveLength(240);
});

test.each([
  ['half an entry', 'AAAA'],
  ['what is no base64', '*'.repeat(24)],
  ['what has a space too many', `${'A'.repeat(24)} `],
])('%s is not taken', (_what, text) => {
  const seen = new SeenItems({ hasTime: true, hasHint: false, hasRows: false });
  expect(seen.addText('2026-11-18T18', text)).toBe(false);
});
