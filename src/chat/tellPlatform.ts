import { PLATFORM_NAMES, type PlatformName } from '../features/messaging/model/post.ts';
import { tellTrouble } from '../features/retention/tellTrouble.ts';
import { Fault } from '../kernel/fault.ts';
import type { Deps } from '../stores.ts';

/** Tells, on another platform where there is one, that a platform refuses the desk or takes no message. */
export const createTellPlatform =
  ({ uow }: Pick<Deps, 'uow'>) =>
  (platform: PlatformName, error: unknown): Promise<void> =>
    uow.run(async (context) => {
      const on = PLATFORM_NAMES[platform];
      const isRefused = error instanceof Fault && error.kind === 'app';
      await tellTrouble(context, isRefused ? `${platform}-refuses` : platform, {
        what: isRefused
          ? `${on} refuses the desk: nothing reaches anybody there.`
          : `${on} has not taken a message after several tries.`,
        remedy: `${error instanceof Fault ? error.message : 'Tell whoever looks after the desk.'} What waits is kept, and sent when ${on} takes it.`,
      });
    });
