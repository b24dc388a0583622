import { eachParent } from './each-parent.ts';
import { keyOf } from './list.ts';
import { noteProspectsOfTasks } from './seen-prospects.ts';
import { CHANGED_AT, ListedStream, type LookUp, type Probe } from './stream.ts';
import { userList, USERS } from './users.ts';

const PATH = '/v2/tasks';
const ITEMS_KEY = 'tasks';

/** All that the document names of what has to be named. */
const EVERY_TASK = {
  types: ['FLOW', 'MANUAL'],
  taskAction: ['CALL'],
  status: ['OPEN', 'DONE', 'DISMISSED'],
};

/** What users are to do, in Gong Engage. */
export class Tasks extends ListedStream<'tasks'> {
  readonly name = 'tasks';
  readonly primaryKey = ['id'] as const;
  override readonly cursorField = CHANGED_AT;
  readonly scope = 'api:tasks:read';
  override readonly parentScopes = ['api:users:read'];
  readonly cost = '1 request a user, and the list of users';
  override readonly isOneForOne = false;
  readonly list = userList;
  override readonly lookUp: LookUp;

  /** With a workspace, its tasks alone. Tasks do not name theirs, so that they cannot be narrowed to several. */
  constructor(workspaceId?: string) {
    super();
    const narrowed = { ...EVERY_TASK, ...(workspaceId === undefined ? {} : { workspaceId }) };
    this.lookUp = eachParent({
      stream: 'tasks',
      parents: USERS,
      request: (id) => ({ method: 'POST', path: PATH, body: { filter: { userId: id, ...narrowed } } }),
      itemsKey: ITEMS_KEY,
      onChildren: noteProspectsOfTasks,
      toRecords: (task, _user, { crmType }) => [
        { ...task, id: keyOf(task['id']), userId: keyOf(task['userId']), crmType },
      ],
      key: ({ id }) => id,
    });
  }

  override probe(): Probe {
    const body = { filter: { userId: '0', ...EVERY_TASK } };
    return { request: { method: 'POST', path: PATH, body }, itemsKey: ITEMS_KEY, isBlank: true };
  }
}
