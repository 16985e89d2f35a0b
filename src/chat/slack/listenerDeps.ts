import type { Actor } from '../../features/people/actor.ts';
import type { Refused } from '../../kernel/refusal.ts';
import type { Result } from '../../kernel/result.ts';
import type { ConnectionDeps } from '../connectionDeps.ts';
import type { SlackAccess } from './access.ts';

export interface SlackDeps extends ConnectionDeps {
  readonly access: SlackAccess;
}

/** What every listener needs. */
export interface ListenerDeps
  extends Pick<ConnectionDeps, 'dispatch' | 'bindChannel' | 'trackUnknownMessage' | 'log' | 'zone'> {
  /** The person behind a Slack user id, with the roles of this moment; `teams` are the workspaces that came with it. */
  readonly whoActs: (userId: string, teams: readonly string[]) => Promise<Result<Actor, Refused>>;
  /** The addresses of these accounts of the workspace. */
  readonly addressesOf: (userIds: readonly string[]) => Promise<readonly string[]>;
  /** The accounts that have opened their Home tab since the desk started. */
  readonly homesOpened: Set<string>;
  /** False for something Slack has sent before. */
  readonly isNew: (eventId: string) => Promise<boolean>;
}
