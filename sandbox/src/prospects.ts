import type { Company } from './company.ts';
import { flowIds, flowName, isExclusive, workspaceOfFlow } from './flows.ts';
import { idSpace, type IdSpace } from './ids.ts';
import { partyCrmId, seatsOf } from './parties.ts';
import { random } from './random.ts';
import { taskContact } from './task-contact.ts';
import { emailAddressOf, userName } from './user-record.ts';

const openStatuses = ['Pending', 'Running', 'Paused'] as const;
const statuses = [...openStatuses, 'FinishedNoReply', 'FinishedResponse', 'Finished'] as const;
const instancesEach = 2;

/** A prospect in a flow. */
export interface FlowInstance {
  readonly id: string;
  readonly isOpen: boolean;
  /** Microseconds since 1970. */
  readonly created: number;
  readonly record: object;
}

/** Where a prospect stands among all people with a CRM id: those of calls, then those of tasks. */
type Prospect = number;

const tables = new WeakMap<Company, ReadonlyMap<string, Prospect>>();

/** Contacts and leads by their id in the CRM; those of users are no prospects. */
function prospectsByCrmId(company: Company): ReadonlyMap<string, Prospect> {
  const known = tables.get(company);
  if (known !== undefined) return known;
  const { calls, tasks } = company.settings;
  const found = new Map<string, Prospect>();
  for (let call = 0; call < calls; call += 1) {
    for (const [crmId, party] of prospectsOfCall(company, call)) found.set(crmId, party);
  }
  for (let task = 0; task < tasks; task += 1) {
    for (let seat = 0; seat < 4; seat += 1) {
      found.set(taskContact(company, task, seat).crmId, calls * 8 + task * 4 + seat);
    }
  }
  tables.set(company, found);
  return found;
}

/** The contacts and leads that a call is linked to through those who took part. */
export function prospectsOfCall(company: Company, call: number): [crmId: string, prospect: Prospect][] {
  if (company.isImported(call)) return [];
  const parties = Array.from({ length: seatsOf(company, call) }, (_, seat) => call * 8 + seat);
  return parties.flatMap((party): [string, Prospect][] => {
    const linked = partyCrmId(company, party);
    return linked === undefined || linked.objectType === 'User' ? [] : [[linked.objectId, party]];
  });
}

/** The flows that a prospect was put into, finished ones included; few are in any. */
export function instancesOf(company: Company, crmId: string): FlowInstance[] {
  const prospect = prospectsByCrmId(company).get(crmId);
  const { seed, flows, users } = company.settings;
  if (prospect === undefined || flows === 0 || users === 0) return [];
  const choose = random(seed, 'prospect', prospect);
  const length = choose.chance(0.2) ? choose.integer(1, instancesEach) : 0;
  return Array.from({ length }, (_, position) =>
    instance(company, { crmId, index: prospect * instancesEach + position }),
  );
}

/** The instance with an id, whoever the prospect is. */
export function instanceOf(company: Company, id: string): FlowInstance | undefined {
  const index = instanceIds(company).decode(id);
  if (index === undefined) return undefined;
  const prospect = Math.floor(index / instancesEach);
  const [crmId] = [...prospectsByCrmId(company)].find(([, place]) => place === prospect) ?? [];
  return crmId === undefined ? undefined : instancesOf(company, crmId).find((one) => one.id === id);
}

function instance(company: Company, { crmId, index }: { crmId: string; index: number }): FlowInstance {
  const { seed, from, until, users, flows } = company.settings;
  const choose = random(seed, 'flow instance', index);
  const flow = choose.integer(0, flows - 1);
  const owner = choose.integer(0, users - 1);
  const created = Math.floor((from + choose.next() * (until - from)) / 1000) * 1000;
  const flowInstanceStatus = choose.pick(statuses);
  const id = instanceIds(company).encode(index);
  return {
    id,
    isOpen: openStatuses.some((status) => status === flowInstanceStatus),
    created,
    record: {
      flowId: flowIds(company, 'flow').encode(flow),
      flowName: flowName('flow', flow),
      crmProspectId: crmId,
      flowInstanceId: id,
      flowInstanceOwnerEmail: emailAddressOf(company, owner),
      flowInstanceOwnerFullName: userName(company, owner).full,
      flowInstanceCreateDate: company.write(created),
      flowInstanceStatus,
      workspaceId: workspaceOfFlow(company, 'flow', flow),
      exclusive: choose.chance(0.9) ? isExclusive(company, flow) : null,
    },
  };
}

function instanceIds({ settings }: Company): IdSpace {
  const { seed, calls, tasks } = settings;
  return idSpace(seed, 'flow instance', 19, (calls * 8 + tasks * 4) * instancesEach);
}
