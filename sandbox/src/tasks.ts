import type { Company } from './company.ts';
import { idSpace, type IdSpace } from './ids.ts';
import { random, share, type Random } from './random.ts';
import { taskContact, type Contact } from './task-contact.ts';
import { accounts, awkwardTexts } from './words.ts';

export const taskTypes = ['FLOW', 'MANUAL'] as const;
export const taskStatuses = ['OPEN', 'DONE', 'DISMISSED'] as const;

/** The CRM that the objects of all tasks are in; it stands once in the answer. */
export const crmType = 'SALESFORCE';

/** A task of Gong Engage; records are made on demand. */
export interface Task {
  readonly type: (typeof taskTypes)[number];
  readonly status: (typeof taskStatuses)[number];
  readonly workspaceId: string;
  readonly contacts: readonly Contact[];
  /** Microseconds since 1970. */
  readonly created: number;
  /** The exact JSON text of the record. */
  write(): string;
}

const day = 86_400 * 1_000_000;
const numberIds = /"(id|userId)":"(\d+)"/g;
const tables = new WeakMap<Company, ReadonlyMap<number, readonly number[]>>();

/** Indexes of a user's tasks. */
export function tasksOf(company: Company, user: number): readonly number[] {
  const known = tables.get(company) ?? tasksByUser(company);
  tables.set(company, known);
  return known.get(user) ?? [];
}

function tasksByUser(company: Company): ReadonlyMap<number, readonly number[]> {
  const byUser = new Map<number, number[]>();
  for (let task = 0; task < company.settings.tasks; task += 1) {
    const owner = ownerOf(company, task);
    const others = byUser.get(owner) ?? [];
    others.push(task);
    byUser.set(owner, others);
  }
  return byUser;
}

function ownerOf({ settings }: Company, task: number): number {
  return Math.floor(share(settings.seed, 'task user', task) * settings.users);
}

/** What is known of a task at an instant: what happens to it later has not happened yet. */
export function taskAt(company: Company, task: number, instant: number): Task {
  const { seed, from, until, numericIds } = company.settings;
  const choose = random(seed, 'task', task);
  const created = wholeSecond(from + choose.next() * (until - from - 1_000_000));
  const updated = wholeSecond(created + choose.next() * (until - created));
  const type = choose.pick(taskTypes);
  const later = choose.pick(taskStatuses);
  const isUpdated = updated <= instant;
  const status = isUpdated ? later : 'OPEN';
  const contacts = [0, 1, 2].slice(0, choose.integer(0, 3)).map((seat) => taskContact(company, task, seat));
  const [contact = null, ...additionalContacts] = contacts;
  const record = (): object => ({
    id: idsOf(company).encode(task),
    userId: company.userIds.encode(ownerOf(company, task)),
    created: company.write(created),
    updated: company.write(isUpdated ? updated : created),
    status,
    type,
    actions: ['CALL'],
    account: choose.chance(0.6) ? account(choose) : null,
    opportunity: choose.chance(0.4) ? opportunity(choose) : null,
    dueDate: choose.chance(0.8) ? company.write(wholeSecond(created + choose.integer(0, 14) * day)) : null,
    ...(type === 'FLOW' ? { flow: flow(company, choose) } : { title: title(choose) }),
    contact: contact?.record ?? null,
    additionalContacts: additionalContacts.map((one) => one.record),
    priority: choose.chance(0.7) ? choose.pick(priorities) : null,
  });
  return {
    type,
    status,
    workspaceId: company.workspaceId(task % 5 !== 0),
    contacts,
    created,
    write: () => {
      const text = JSON.stringify(record());
      return numericIds ? text.replace(numberIds, '"$1":$2') : text;
    },
  };
}

const priorities = [
  { id: 1, name: 'high', weight: 100 },
  { id: 2, name: 'normal', weight: 50 },
] as const;

function idsOf({ settings }: Company): IdSpace {
  return idSpace(settings.seed, 'task', 19, settings.tasks);
}

function account(choose: Random): object {
  const crmId = `001${choose.integer(1e8, 9e8).toString(36).toUpperCase()}`;
  return { crmId, name: choose.pick(accounts), crmUrl: `https://crm.example.com/${crmId}` };
}

function opportunity(choose: Random): object {
  const crmId = `006${choose.integer(1e8, 9e8).toString(36).toUpperCase()}`;
  return {
    crmId,
    name: `${choose.pick(accounts)} – new business`,
    crmUrl: choose.chance(0.8) ? `https://crm.example.com/${crmId}` : null,
    status: 'Open',
    stage: choose.pick(['Discovery', 'Proposal', 'Négociation']),
    // Texts, as the document has them.
    amount: `${choose.integer(100, 99_999)}.50`,
    probability: String(choose.integer(0, 100)),
    closeDate: `2026-${String(choose.integer(1, 12)).padStart(2, '0')}-15`,
  };
}

/** What a task repeats of the flow that made it; the flow need not be there any more. */
function flow(company: Company, choose: Random): object {
  const { seed, flows } = company.settings;
  const index = choose.integer(0, Math.max(0, flows - 1));
  const stepNumber = choose.integer(1, 5);
  return {
    id: idSpace(seed, 'flow', 19, Math.max(1, flows)).encode(index),
    name: choose.chance(0.9) ? `Flow ${index + 1}` : null,
    step: {
      id: idSpace(seed, 'flow step', 19, Math.max(1, flows) * 8).encode(index * 8 + stepNumber - 1),
      name: choose.chance(0.8) ? 'Make a call' : null,
      stepNumber,
    },
  };
}

function title(choose: Random): string {
  return choose.chance(0.2) ? choose.pick(awkwardTexts) : 'Call back';
}

function wholeSecond(microseconds: number): number {
  return Math.floor(microseconds / 1e6) * 1e6;
}
