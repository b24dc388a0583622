import type { Company } from './company.ts';
import { idSpace } from './ids.ts';
import { random } from './random.ts';
import { referenceTimes } from './reference-times.ts';
import { userName } from './user-record.ts';
import { workspaceOf } from './workspaces.ts';

const names = ['Handover', 'Account review – „Q4“', 'Coaching 🎯', '商談の要約'];

/** The settings of an AI brief as GET /v2/settings/briefs sends them. */
export interface Brief {
  readonly briefId: string;
  readonly workspaceId: string;
  readonly [field: string]: unknown;
}

export function aiBriefs(company: Company): readonly Brief[] {
  const { seed, aiBriefs: length, users } = company.settings;
  const ids = idSpace(seed, 'brief', 19, length);
  return Array.from({ length }, (_, brief) => {
    const choose = random(seed, 'ai brief', brief);
    // Whether Gong brings briefs of its own along, which nobody made, is not documented.
    const creator = users === 0 || brief % 4 === 3 ? undefined : choose.integer(0, users - 1);
    const { created, updated } = referenceTimes(company, choose);
    return {
      briefId: ids.encode(brief),
      briefName: names[brief] ?? `Brief ${brief + 1}`,
      workspaceId: workspaceOf(company, brief),
      description: brief % 2 === 0 ? 'What the next person has to know.\nAt most ten lines.' : null,
      status: brief % 3 === 2 ? 'Not published' : 'Published',
      creator: creator === undefined ? null : userName(company, creator).full,
      creatorUserId: creator === undefined ? null : company.userIds.encode(creator),
      created,
      updated,
    };
  });
}
