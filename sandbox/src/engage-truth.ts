import { findCalls } from './call-search.ts';
import type { Company } from './company.ts';
import { endOfData } from './end-of-data.ts';
import { countOf, flowCreated, flowDetails, flowRecord, flowSteps, isFor, type Shelf } from './flows.ts';
import { instancesOf, prospectsOfCall } from './prospects.ts';
import { crmType, taskAt, tasksOf, type Task } from './tasks.ts';
import type { Truths } from './truth-choice.ts';
import type { World } from './world.ts';

/** What is in Gong Engage: tasks, flows and who is in them, asked for by all users of the company. */
export const engageTruth = {
  tasks: function* (world: World) {
    // In the text, since ids above 2^53 cannot pass through a JavaScript number.
    for (const task of allTasks(world)) yield `${task.write().slice(0, -1)},"crmType":"${crmType}"}`;
  },
  flows: (world: World) => listed(world, 'flow'),
  flowFolders: (world: World) => listed(world, 'flow folder'),
  flowSteps: function* (world: World) {
    const { company } = world;
    for (const flow of indexesOf(world, 'flow')) {
      const details = Object.entries(flowDetails(company, flow));
      // Fields of a flow and of its steps share names.
      const added = Object.fromEntries(details.map(([name, value]) => [flowField(name), value]));
      for (const step of flowSteps(company, flow)) yield JSON.stringify({ ...step, ...added });
    }
  },
  flowProspects: function* (world: World) {
    const end = endOfData(world);
    for (const crmId of prospectIds(world)) {
      for (const { isOpen, created, record } of instancesOf(world.company, crmId)) {
        if (isOpen && created <= end) yield JSON.stringify(record);
      }
    }
  },
} satisfies Truths;

function* listed(world: World, shelf: Shelf): Generator<string> {
  for (const item of indexesOf(world, shelf)) yield JSON.stringify(flowRecord(world.company, shelf, item));
}

/** Flows or folders that at least one user sees, each once. */
function indexesOf(world: World, shelf: Shelf): number[] {
  const { company } = world;
  const end = endOfData(world);
  return Array.from({ length: countOf(company, shelf) }, (_, item) => item).filter(
    (item) => flowCreated(company, shelf, item) <= end && isForSomebody(company, shelf, item),
  );
}

function isForSomebody(company: Company, shelf: Shelf, item: number): boolean {
  const users = Array.from({ length: company.settings.users }, (_, user) => user);
  return users.some((user) => isFor(company, shelf, item, user));
}

/** Such as flowFolderId. */
function flowField(name: string): string {
  return `flow${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}

function* allTasks(world: World): Generator<Task> {
  const { company } = world;
  const end = endOfData(world);
  for (let user = 0; user < company.settings.users; user += 1) {
    for (const index of tasksOf(company, user)) {
      const task = taskAt(company, index, end);
      if (task.created <= end) yield task;
    }
  }
}

/** Ids of contacts and leads that a client gets to know from calls and tasks. */
function prospectIds(world: World): ReadonlySet<string> {
  const window = { from: -Infinity, to: Infinity };
  const calls = findCalls(world, { clock: 'started', window }, world.publication());
  const ofCalls = [...calls].flatMap((call) => prospectsOfCall(world.company, call).map(([crmId]) => crmId));
  const ofTasks = [...allTasks(world)].flatMap(({ contacts }) => contacts.map(({ crmId }) => crmId));
  return new Set([...ofCalls, ...ofTasks]);
}
