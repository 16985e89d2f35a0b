import type { BindChannel } from '../features/people/bindChannel.ts';
import type { ResolveActor } from '../features/people/resolveActor.ts';
import type { Deps } from '../stores.ts';
import type { Dispatch } from './dispatch.ts';
import type { TrackUnknownMessage } from './trackUnknownMessage.ts';

/** What the desk answers a platform with. */
export interface ConnectionDeps extends Pick<Deps, 'uow' | 'clock' | 'log'> {
  readonly dispatch: Dispatch;
  readonly resolveActor: ResolveActor;
  readonly bindChannel: BindChannel;
  readonly trackUnknownMessage: TrackUnknownMessage;
  readonly zone: string;
}
