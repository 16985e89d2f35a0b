import type { Deps } from '../../stores.ts';
import { type CommandHandlers, type RefusalReplies, show } from '../messaging/reply.ts';
import type { RegisterCard } from './cards.ts';
import type { registerCommands } from './model/actions.ts';
import type { RecentDisclosures } from './recentDisclosures.ts';

export interface RegisterHandlerDeps extends Pick<Deps, 'practice' | 'publicUrl'> {
  readonly recentDisclosures: RecentDisclosures;
}

/** Lines of the register that a card shows. */
const MAX_LISTED = 10;

/** What is replied to `/disclosures`. */
export function createRegisterHandlers(deps: RegisterHandlerDeps, { refusalReply }: RefusalReplies) {
  const commands: CommandHandlers<typeof registerCommands, RegisterCard> = {
    disclosures: async (_text, actor) => {
      const lines = await deps.recentDisclosures({ actor, limit: MAX_LISTED + 1 });
      if (!lines.ok) return refusalReply(lines.error);
      return show({
        kind: 'register',
        lines: lines.value.slice(0, MAX_LISTED),
        hasMore: lines.value.length > MAX_LISTED,
        canExport: deps.publicUrl !== null,
        zone: deps.practice.zone,
      });
    },
  };
  return { commands };
}
