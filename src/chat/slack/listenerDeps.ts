import type { Actor } from '../../features/people/actor.ts';
import type { BindChannel } from '../../features/people/bindChannel.ts';
import type { ResolveActor } from '../../features/people/resolveActor.ts';
import type { Clock, Log } from '../../kernel/ports.ts';
import type { Refused } from '../../kernel/refusal.ts';
import type { Result } from '../../kernel/result.ts';
import type { UnitOfWork } from '../../stores.ts';
import type { Dispatch } from '../dispatch.ts';
import type { TrackUnknownMessage } from '../trackUnknownMessage.ts';
import type { SlackAccess } from './access.ts';

export interface SlackDeps {
  readonly access: SlackAccess;
  readonly dispatch: Dispatch;
  readonly resolveActor: ResolveActor;
  readonly bindChannel: BindChannel;
  readonly trackUnknownMessage: TrackUnknownMessage;
  readonly uow: UnitOfWork;
  readonly clock: Clock;
  readonly log: Log;
  readonly zone: string;
}

/** What every listener needs. */
export interface ListenerDeps
  extends Pick<SlackDeps, 'dispatch' | 'bindChannel' | 'trackUnknownMessage' | 'log' | 'zone'> {
  /** The person behind a Slack user id, with the roles of this moment; `teams` are the workspaces that came with it. */
  readonly whoActs: (userId: string, teams: readonly string[]) => Promise<Result<Actor, Refused>>;
  /** False for something Slack has sent before. */
  readonly isNew: (eventId: string) => Promise<boolean>;
}
