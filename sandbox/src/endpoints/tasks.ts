import { endOfData } from '../end-of-data.ts';
import type { Endpoint } from '../endpoint.ts';
import { readChoices, readGiven, readId, readObject, readOptionalId } from '../input.ts';
import { crmType, taskAt, taskStatuses, tasksOf, taskTypes } from '../tasks.ts';

export const tasks: Endpoint = {
  method: 'POST',
  path: /^\/v2\/tasks$/,
  scope: 'api:tasks:read',
  answer: ({ body, requestId }, world) => {
    const filter = readObject(readObject(body, 'body')['filter'], 'filter');
    const given = <Choice extends string>(name: string, choices: readonly Choice[]): readonly Choice[] => {
      readGiven(filter[name], `filter.${name}`);
      return readChoices(filter[name], `filter.${name}`, choices) ?? [];
    };
    const user = world.company.userIds.decode(readId(filter['userId'], 'filter.userId'));
    const workspaceId = readOptionalId(filter['workspaceId'], 'filter.workspaceId');
    const types = given('types', taskTypes);
    const actions = given('taskAction', ['CALL']);
    // Gong's document has three values here, and beside them the words "valid options: OPEN". All three are taken.
    const statuses = given('status', taskStatuses);
    const end = endOfData(world);
    const found = (user === undefined ? [] : tasksOf(world.company, user))
      .map((task) => taskAt(world.company, task, end))
      .filter(
        (task) =>
          task.created <= end &&
          actions.length > 0 &&
          types.includes(task.type) &&
          statuses.includes(task.status) &&
          (workspaceId === undefined || task.workspaceId === workspaceId),
      );
    // The document has no 404: a user without tasks, or an unknown one, has an empty list.
    const texts = found.map((task) => task.write());
    return `{"requestId":"${requestId}","tasks":[${texts.join(',')}],"crmType":"${crmType}"}`;
  },
};
