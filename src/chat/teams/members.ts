import { type TeamsChannelAccount, TeamsInfo, TurnContext } from 'botbuilder';
import type { PlatformUser, Standing } from '../../features/people/model/accounts.ts';
import type { TeamsAccess } from './access.ts';
import { encodeAddress } from './address.ts';
import { isPersonal, tenantOf } from './parse.ts';

/** How long what Teams said of somebody is believed, in milliseconds: a dismissal counts within the minute. */
const REMEMBER_MS = 30_000;

/** Members of a channel that are looked at; a channel of more is everybody's. */
const MOST_READERS = 500;

type Member = Omit<PlatformUser, 'address'> & { readonly askedAt: number };

export type IdentifyUser = (context: TurnContext) => Promise<PlatformUser | undefined>;

/** What the connector says of a member, which the SDK's type knows only in part. */
interface RosterMember {
  readonly email?: string;
  readonly userPrincipalName?: string;
  readonly aadObjectId?: string;
  readonly tenantId?: string;
  readonly userRole?: string;
}

/**
 * Who acts, by the tenant's own directory and never by what the message says of itself. An account is one
 * of the practice's own tenant, and has an object id.
 */
export function createIdentifyUser(nowMs: () => number, access: TeamsAccess): IdentifyUser {
  const known = new Map<string, Member>();
  return async (context) => {
    const { activity } = context;
    const memberId = activity.from?.id;
    if (!memberId) return undefined;
    let member = known.get(memberId);
    if (!member || nowMs() - member.askedAt > REMEMBER_MS) {
      const found = await memberOf(context, memberId, access);
      if (!found) return undefined;
      member = { ...found, askedAt: nowMs() };
      known.set(memberId, member);
    }
    const { askedAt: _at, ...user } = member;
    return { ...user, address: addressOf(context) };
  };
}

/** Somebody on the roster of a conversation; undefined for one without an address. */
export async function memberOf(
  context: TurnContext,
  memberId: string,
  access: TeamsAccess,
): Promise<Omit<PlatformUser, 'address'> | undefined> {
  return userOf(await TeamsInfo.getMember(context, memberId), access);
}

/** Everybody on the roster of a conversation, but for those without an address, who are apps. */
export async function rosterOf(context: TurnContext, access: TeamsAccess): Promise<readonly PlatformUser[]> {
  const users: PlatformUser[] = [];
  let next: string | undefined;
  do {
    const page = await TeamsInfo.getPagedMembers(context, 100, next);
    const found = page.members.map((member) => userOf(member, access)).filter((user) => user !== undefined);
    users.push(...found.map((user) => ({ ...user, address: null })));
    next = page.continuationToken;
  } while (next && users.length < MOST_READERS);
  return users;
}

function userOf(found: TeamsChannelAccount, access: TeamsAccess): Omit<PlatformUser, 'address'> | undefined {
  const email = found.email || found.userPrincipalName;
  if (!email) return undefined;
  const { id, aadObjectId, name } = found;
  const standing = standingOf(found, access);
  return { platform: 'teams', userId: aadObjectId || id, knownAs: id, standing, email, name: name ?? '' };
}

/** By the tenant, the role and the name a guest's account is given; an account without an object id proves nothing. */
function standingOf(member: RosterMember, { tenantId }: TeamsAccess): Standing {
  const { userRole = '', userPrincipalName = '' } = member;
  if (tenantId !== null && (member.tenantId !== tenantId || !member.aadObjectId)) return 'foreign';
  return userRole.toLowerCase() === 'guest' || /#ext#/i.test(userPrincipalName) ? 'guest' : 'member';
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
