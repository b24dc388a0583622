import type { CallBlock } from '../call-filters.ts';

/** What a document says in place of what it has not got. Of what was not asked for nobody knows whether Gong has it. */
export function missing(what: string, block: CallBlock, excluded: readonly CallBlock[]): string {
  return excluded.includes(block)
    ? `Without the ${what}: exclude_content leaves out the block "${block}".`
    : `Gong has no ${what} of this call, or not yet.`;
}
