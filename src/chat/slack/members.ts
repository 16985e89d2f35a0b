import type { webApi } from '@slack/bolt';
import type { PlatformUser, Standing } from '../../features/people/model/accounts.ts';
import { MOST_MEMBERS } from '../../features/people/model/roleGroups.ts';
import { Fault } from '../../kernel/fault.ts';

/** How long what Slack said of somebody is believed, in milliseconds: a dismissal counts within the minute. */
const REMEMBER_MS = 30_000;

type SlackUser = NonNullable<webApi.UsersInfoResponse['user']>;

/** The workspace the desk is installed in, and its organisation where it has one. */
interface Home {
  readonly team: string | undefined;
  readonly enterprise: string | undefined;
}

export interface SlackMembers {
  /** Who acts, by the workspace's own directory; `teams` are those that the payload names beside the user. */
  identify(userId: string, teams?: readonly string[]): Promise<PlatformUser | undefined>;
  lookUp(email: string): Promise<PlatformUser | undefined>;
  /** The addresses of a user group's members who are the workspace's own. */
  groupMembers(id: string): Promise<readonly string[]>;
}

/** The people of the workspace as Slack says them, each with what their account is to it. */
export function createSlackMembers(client: webApi.WebClient, nowMs: () => number): SlackMembers {
  const known = new Map<string, { readonly user: PlatformUser; readonly askedAt: number }>();
  let home: Home | undefined;
  const homeOf = async (): Promise<Home> => {
    if (!home) {
      const { team_id: team, enterprise_id: enterprise } = await client.auth.test();
      home = { team, enterprise };
    }
    return home;
  };
  const identify: SlackMembers['identify'] = async (userId, teams = []) => {
    const remembered = known.get(userId);
    const isFresh = remembered !== undefined && nowMs() - remembered.askedAt < REMEMBER_MS;
    const user = isFresh ? remembered.user : userOf((await client.users.info({ user: userId })).user, await homeOf());
    if (!user) return undefined;
    if (!isFresh) known.set(userId, { user, askedAt: nowMs() });
    const { team, enterprise } = await homeOf();
    const isOurs = teams.every((each) => each === team || (enterprise !== undefined && each.startsWith('T')));
    return isOurs ? user : { ...user, standing: 'foreign' };
  };
  return {
    identify,
    groupMembers: async (id) => {
      const { users = [] } = await client.usergroups.users.list({ usergroup: id });
      if (users.length > MOST_MEMBERS)
        throw new Fault('item', 'too_many_members', 'The group has far more members than a role has holders.');
      const members: PlatformUser[] = [];
      for (const userId of users) members.push(...[await identify(userId)].filter((user) => user !== undefined));
      return members.filter(({ standing }) => standing === 'member').map(({ email }) => email);
    },
    lookUp: async (email) => userOf((await client.users.lookupByEmail({ email })).user, await homeOf()),
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
