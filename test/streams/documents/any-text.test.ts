import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { formatPosition } from '../../../src/base/position.ts';
import { oneLine } from '../../../src/streams/documents/markdown.ts';
import { documentOf } from './sample-call.ts';

const RUNS = Number(process.env['PROPERTY_RUNS'] ?? 300);

const SIGNS =
  '# ## - --- + * _ > 1. 2) = === ` ``` ~ ~~~ [ ] ( ) < <b ! : | \\ " \' &amp; { % @ ... a Ä 0'.split(' ');
const GAPS = [' ', '    ', '\t', '\n', '\n\n', '\r', '\u2028', '\u0085', '\u0000', '\u007f', '\ud83d'];

/** Mostly of what Markdown and YAML make something of. */
const anyText = fc.oneof(
  fc.array(fc.constantFrom(...SIGNS, ...GAPS), { maxLength: 12 }).map((pieces) => pieces.join('')),
  fc.string({ unit: 'binary', maxLength: 12 }),
);
const anyValue = fc.oneof({ weight: 9, arbitrary: anyText }, fc.constantFrom(null, undefined, 5, {}, []));
const anyStart = fc.option(fc.nat({ max: 90 }), { nil: null });

/** A heading, a list, or a paragraph that Markdown takes for nothing else. */
const BLOCK =
  /^(?:#{1,3} .+|(?: {0,2}- (?![- ]+$).+(?:\n|$))+|(?![\s>]|[-+*](?: |$)|#{1,6}(?: |$)|\d{1,9}[.)](?: |$)|([-*_])(?: *\1){2,} *$|~~~|```|<[a-z/!?]).+)$/i;

const calls = fc.record({
  metaData: fc.record({ title: anyValue, url: anyValue, started: anyValue, direction: anyValue }),
  parties: fc.array(
    fc.record({
      name: anyValue,
      title: anyValue,
      emailAddress: anyValue,
      speakerId: fc.constantFrom('1', '2'),
    }),
    { maxLength: 3 },
  ),
  content: fc.record({
    brief: anyValue,
    keyPoints: fc.array(fc.record({ text: anyValue }), { maxLength: 2 }),
    highlights: fc.array(
      fc.record({
        title: fc.constant('Next steps'),
        items: fc.array(fc.record({ text: anyValue }), { maxLength: 2 }),
      }),
      { maxLength: 2 },
    ),
    outline: fc.array(
      fc.record({ section: anyValue, startTime: anyStart, items: fc.array(fc.record({ text: anyValue })) }),
      { maxLength: 3 },
    ),
  }),
});
type Call = typeof calls extends fc.Arbitrary<infer Value> ? Value : never;

const transcripts = fc.record({
  transcript: fc.array(
    fc.record({
      speakerId: fc.constantFrom('1', '2', '3', null),
      sentences: fc.array(
        fc.record({ start: anyStart.map((start) => start && start * 1_000), text: anyValue }),
      ),
    }),
    { maxLength: 6 },
  ),
});

type Transcript = typeof transcripts extends fc.Arbitrary<infer Value> ? Value : never;

/** A text as a document shows it; empty where there is none. */
function shown(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? oneLine(String(value)) : '';
}

/** What a heading shows, behind its signs. */
function unescaped(line: string): string {
  return line.replaceAll(/\\([!-/:-@[-`{-~])/g, '$1');
}

/** When each sentence with words begins, in seconds: one that does not say so, with the one before it in the list. */
function startsOf({ sentences }: Transcript['transcript'][number]): number[] {
  const known = sentences.map(({ start }) => start).filter((start) => start !== null);
  let latest = Math.min(...known);
  return sentences.flatMap(({ start, text }) => {
    latest = start ?? latest;
    return shown(text) === '' || known.length === 0 ? [] : [latest / 1_000];
  });
}

/** The headings that a call must have, by rules told in another way than the code tells them. */
function headingsOf({ metaData, content }: Call, { transcript }: Transcript): string[] {
  const { keyPoints, highlights, outline } = content;
  const hasText = ({ text }: { readonly text: unknown }): boolean => shown(text) !== '';
  const sections = outline
    .filter(({ startTime }) => startTime !== null)
    .toSorted((one, other) => Number(one.startTime) - Number(other.startTime));
  const starts = transcript.flatMap(startsOf);
  const spoken = sections.filter(({ startTime }, index) =>
    starts.some(
      (start) => start >= Number(startTime) && !(start >= (sections[index + 1]?.startTime ?? Infinity)),
    ),
  );
  return [
    `# ${shown(metaData.title) || 'A call without a title'}`,
    '## Brief',
    ...(keyPoints.some(hasText) ? ['## Key points'] : []),
    ...(highlights.some(({ items }) => items.some(hasText)) ? ['## Next steps'] : []),
    '## Outline',
    '## Transcript',
    ...spoken.map(
      ({ section, startTime }) =>
        `### ${shown(section) || 'A section without a name'} (${formatPosition(Number(startTime))})`,
    ),
  ];
}

test('whatever people write and say, the front matter can be read and no heading is there but those of the rules', () => {
  fc.assert(
    fc.property(calls, transcripts, (call, transcript) => {
      const document = documentOf(call, transcript);
      const [before, yaml = '', ...rest] = document.split(/^---$/m);
      expect([before, rest.length]).toEqual(['', 1]);
      const front: unknown = parse(yaml);
      const title = shown(call.metaData.title) || undefined;
      expect(front).toMatchObject({ people: expect.any(Array), crm_objects: [], ...(title && { title }) });
      // Blank lines stand between all blocks, so that no line can go on with the one before it.
      const blocks = String(rest[0]).trim().split('\n\n');
      const headings = blocks.filter((block) => /^#{1,6}(?: |$)/.test(block));
      expect(headings.map(unescaped)).toEqual(headingsOf(call, transcript));
      for (const block of blocks) expect(block).toMatch(BLOCK);
    }),
    { numRuns: RUNS },
  );
});
