import { caseActions, holdActions, searchActions } from '../features/cases/model/actions.ts';
import { homeActions } from '../features/home/model/actions.ts';
import { listeningActions } from '../features/listening/model/actions.ts';
import { viewActions } from '../features/messaging/button.ts';
import type { ActionSpec } from '../features/messaging/model/actions.ts';
import { checkActions, delegationActions } from '../features/people/model/actions.ts';
import { releaseActions } from '../features/releases/model/actions.ts';
import { requestActions } from '../features/requests/model/actions.ts';
import { retentionActions } from '../features/retention/model/actions.ts';

/** Every action of the desk: what a button or a form's submission asks for. */
export const ACTIONS = {
  ...requestActions,
  ...caseActions,
  ...holdActions,
  ...searchActions,
  ...listeningActions,
  ...releaseActions,
  ...retentionActions,
  ...delegationActions,
  ...checkActions,
  ...homeActions,
  ...viewActions,
} as const;

export type Action = keyof typeof ACTIONS;

/** What is known of an action; undefined for a name that is none of the desk's. */
export const specOf = (action: Action): ActionSpec => ACTIONS[action];

export const isAction = (name: unknown): name is Action => typeof name === 'string' && Object.hasOwn(ACTIONS, name);
