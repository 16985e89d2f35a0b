import type { webApi } from '@slack/bolt';
import type { PlatformUser, Standing } from '../../features/people/model/accounts.ts';
import type { ChannelFacts } from '../../features/people/model/channelBinding.ts';
import { MOST_MEMBERS } from '../../features/people/model/roleGroups.ts';
import { Fault } from '../../kernel/fault.ts';

/** How long what Slack said of somebody is believed, in milliseconds: a dismissal counts within the minute. */
const REMEMBER_MS = 30_000;

/** Members of a channel that are looked at; a channel of more is everybody's. */
const MOST_READERS = 200;

type SlackUser = NonNullable<webApi.UsersInfoResponse['user']>;

/** The workspace the desk is installed in, and its organisation where it has one. */
interface Home {
  readonly team: string | undefined;
  readonly enterprise: string | undefined;
}

export type SlackMembers = ReturnType<typeof createSlackMembers>;

/** The people of the workspace as Slack says them, each with what their account is to it. */
export function createSlackMembers(client: webApi.WebClient, nowMs: () => number) {
  const known = new Map<string, { readonly user: PlatformUser; readonly askedAt: number }>();
  let home: Home | undefined;
  const homeOf = async (): Promise<Home> => {
    if (!home) {
      const { team_id: team, enterprise_id: enterprise } = await client.auth.test();
      home = { team, enterprise };
    }
    return home;
  };
  /** Who acts, by the workspace's own directory; `teams` are those that the payload names beside the user. */
  const identify = async (userId: string, teams: readonly string[] = []): Promise<PlatformUser | undefined> => {
    const remembered = known.get(userId);
    const isFresh = remembered !== undefined && nowMs() - remembered.askedAt < REMEMBER_MS;
    const user = isFresh ? remembered.user : userOf((await client.users.info({ user: userId })).user, await homeOf());
    if (!user) return undefined;
    if (!isFresh) known.set(userId, { user, askedAt: nowMs() });
    const { team, enterprise } = await homeOf();
    const isOurs = teams.every((each) => each === team || (enterprise !== undefined && each.startsWith('T')));
    return isOurs ? user : { ...user, standing: 'foreign' };
  };
  const all = async (userIds: readonly string[]): Promise<readonly PlatformUser[]> => {
    const found: PlatformUser[] = [];
    for (const userId of userIds) found.push(...[await identify(userId)].filter((user) => user !== undefined));
    return found;
  };
  return {
    identify,
    /** The addresses of a user group's members who are the workspace's own. */
    groupMembers: async (id: string): Promise<readonly string[]> => {
      const { users = [] } = await client.usergroups.users.list({ usergroup: id });
      if (users.length > MOST_MEMBERS)
        throw new Fault('item', 'too_many_members', 'The group has far more members than a role has holders.');
      return (await all(users)).filter(({ standing }) => standing === 'member').map(({ email }) => email);
    },
    channelFacts: async (channel: string): Promise<ChannelFacts> => {
      const { channel: info } = await client.conversations.info({ channel });
      const { members = [] } = await client.conversations.members({ channel, limit: MOST_READERS });
      // Apps, the desk's own among them, and accounts that are gone read nothing.
      const readers = (await all(members)).filter(({ standing }) => standing !== 'inactive');
      return {
        name: info?.name ?? channel,
        isForeign:
          info?.is_ext_shared === true ||
          info?.is_pending_ext_shared === true ||
          readers.some(({ standing }) => standing === 'foreign'),
        isPublic: info?.is_private !== true,
        members: readers,
      };
    },
    lookUp: async (email: string) => userOf((await client.users.lookupByEmail({ email })).user, await homeOf()),
  };
}

function userOf(user: SlackUser | undefined, home: Home): PlatformUser | undefined {
  if (!user?.id) return undefined;
  const name = user.profile?.real_name || user.real_name || user.name || '';
  const shownAs = user.profile?.display_name || '';
  return {
    platform: 'slack',
    userId: user.id,
    standing: standingOf(user, home),
    email: user.profile?.email ?? '',
    name,
    ...(shownAs === '' || shownAs === name ? {} : { shownAs }),
    address: null,
  };
}

/** By the workspace and the organisation; `is_stranger` is false for people of others too, and proves nothing. */
function standingOf(user: SlackUser, { team, enterprise }: Home): Standing {
  const grid = user.enterprise_user;
  const isOfGrid = enterprise !== undefined && grid?.enterprise_id === enterprise && grid?.teams?.includes(team ?? '');
  if (user.team_id === undefined || (user.team_id !== team && !isOfGrid)) return 'foreign';
  if (user.deleted || user.is_bot || user.is_workflow_bot || !user.profile?.email) return 'inactive';
  if (user.is_restricted || user.is_ultra_restricted) return 'guest';
  return user.is_email_confirmed === false ? 'unconfirmed' : 'member';
}
