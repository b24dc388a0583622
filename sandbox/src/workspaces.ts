import type { Company } from './company.ts';
import { Failure } from './failure.ts';
import { readOptionalId } from './input.ts';

const names = ['Sales', 'Customer Success – „EMEA“ 🌍', 'Trial'];
const descriptions = ['All of new business', null, ''];

/** A workspace as GET /v2/workspaces sends it. */
export interface Workspace {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
}

export function workspaces(company: Company): readonly Workspace[] {
  return Array.from({ length: company.settings.workspaces }, (_, workspace) => ({
    id: company.workspaceIds.encode(workspace),
    name: names[workspace] ?? `Workspace ${workspace + 1}`,
    description: descriptions[workspace] ?? null,
  }));
}

/** Where the definition with this number belongs: in each workspace in turn, but for the empty one. */
export function workspaceOf({ settings, workspaceIds }: Company, definition: number): string {
  return workspaceIds.encode(definition % Math.max(1, settings.workspaces - 1));
}

/** The workspace that a request is narrowed to; undefined for all of them. */
export function readWorkspace({ workspaceIds }: Company, value: unknown): string | undefined {
  const id = readOptionalId(value, 'workspaceId');
  if (id !== undefined && workspaceIds.decode(id) === undefined)
    throw new Failure(404, ['Workspace not found']);
  return id;
}

/** Those that belong to a workspace, or all. */
export function within<T extends { readonly workspaceId: string }>(
  workspaceId: string | undefined,
  definitions: readonly T[],
): readonly T[] {
  return workspaceId === undefined
    ? definitions
    : definitions.filter((definition) => definition.workspaceId === workspaceId);
}
