import { TeamsInfo, TurnContext } from 'botbuilder';
import type { PlatformUser } from '../../features/people/actor.ts';
import { encodeAddress } from './address.ts';
import { isPersonal, tenantOf } from './parse.ts';

const REMEMBER_MS = 10 * 60_000;

interface Member {
  readonly email: string;
  readonly name: string;
  readonly askedAt: number;
}

export type IdentifyUser = (context: TurnContext) => Promise<PlatformUser | undefined>;

/** Who acts, by the tenant's own directory and never by what the message says of itself. Remembered for ten minutes. */
export function createIdentifyUser(nowMs: () => number): IdentifyUser {
  const known = new Map<string, Member>();
  return async (context) => {
    const { activity } = context;
    const userId = activity.from?.id;
    if (!userId) return undefined;
    let member = known.get(userId);
    if (!member || nowMs() - member.askedAt > REMEMBER_MS) {
      const found = await TeamsInfo.getMember(context, userId);
      const email = found.email || found.userPrincipalName;
      if (!email) return undefined;
      member = { email, name: found.name ?? '', askedAt: nowMs() };
      known.set(userId, member);
    }
    return { platform: 'teams', userId, email: member.email, name: member.name, address: addressOf(context) };
  };
}

/** Their own chat, when this is it; otherwise how one could be opened. */
function addressOf({ activity }: TurnContext): string | null {
  if (isPersonal(activity)) {
    const { activityId: _message, ...reference } = TurnContext.getConversationReference(activity);
    return encodeAddress({ kind: 'conversation', reference });
  }
  return null;
}

/** A member met in a channel, with whom a chat could be opened. */
export const memberAddress = ({ activity }: TurnContext): string =>
  encodeAddress({
    kind: 'member',
    memberId: activity.from.id,
    tenantId: tenantOf(activity) ?? '',
    serviceUrl: activity.serviceUrl,
    channelId: activity.channelId,
  });
