import type { Company } from './company.ts';
import { idSpace, type IdSpace } from './ids.ts';
import { random } from './random.ts';
import { referenceTimes } from './reference-times.ts';
import { someUser } from './user-record.ts';
import { workspaceOf } from './workspaces.ts';

const names = ['Onboarding', 'Best of „Discovery“', 'Objections 🛡️', '競合', 'Pricing, part 2'] as const;

/** A folder as GET /v2/library/folders sends it. */
export interface Folder {
  readonly id: string;
  readonly name: string;
  readonly parentFolderId: string | null;
  readonly createdBy: string | null;
  readonly updated: string;
}

/** All folders, each after the one it lies in. */
export function folders(company: Company): readonly Folder[] {
  return Array.from({ length: company.settings.libraryFolders }, (_, folder) => folderAt(company, folder));
}

export function folderIds({ settings }: Company): IdSpace {
  return idSpace(settings.seed, 'folder', 19, settings.libraryFolders);
}

/** Gong says of no folder in which workspace it is; only what was asked for tells. */
export function workspaceOfFolder(company: Company, id: string): string {
  return workspaceOf(company, folderIds(company).decode(id) ?? 0);
}

export function folderAt(company: Company, folder: number): Folder {
  const choose = random(company.settings.seed, 'folder', folder);
  const workspaceId = workspaceOf(company, folder);
  const others = Array.from({ length: folder }, (_, other) => other).filter(
    (other) => workspaceOf(company, other) === workspaceId,
  );
  const ids = folderIds(company);
  const name = choose.pick(names);
  return {
    id: ids.encode(folder),
    name: folder < names.length ? name : `${name} ${folder}`,
    parentFolderId: others.length > 0 && choose.chance(0.5) ? ids.encode(choose.pick(others)) : null,
    // The first folder of a workspace is built in: nobody made it.
    createdBy: others.length === 0 ? null : someUser(company, choose),
    updated: referenceTimes(company, choose).updated,
  };
}
