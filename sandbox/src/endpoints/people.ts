import type { Endpoint } from '../endpoint.ts';
import { aggregate, aggregateByPeriod, dayByDay } from './activity.ts';
import { callUsersAccess } from './call-access.ts';
import { coaching } from './coaching.ts';
import { flowProspects } from './flow-prospects.ts';
import { flowSteps } from './flow-steps.ts';
import { flowFolders, flows } from './flows.ts';
import { interaction } from './interaction.ts';
import { logs } from './logs.ts';
import { userSettingsHistory } from './settings-history.ts';
import { tasks } from './tasks.ts';

/** Of what people do in Gong. */
export const peopleEndpoints: readonly Endpoint[] = [
  interaction,
  aggregate,
  aggregateByPeriod,
  dayByDay,
  logs,
  userSettingsHistory,
  callUsersAccess,
  coaching,
  tasks,
  flows,
  flowFolders,
  flowSteps,
  flowProspects,
];
