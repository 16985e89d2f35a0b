import type { webApi } from '@slack/bolt';
import type { PlatformUser } from '../../features/people/actor.ts';

const REMEMBER_MS = 10 * 60_000;

export type IdentifyUser = (userId: string) => Promise<PlatformUser | undefined>;

/**
 * Who acts, by the workspace's own directory. Strangers of shared channels and bots are nobody. Remembered
 * for ten minutes.
 */
export function createIdentifyUser(client: webApi.WebClient, nowMs: () => number): IdentifyUser {
  const known = new Map<string, { readonly user: PlatformUser; readonly askedAt: number }>();
  return async (userId) => {
    const remembered = known.get(userId);
    if (remembered && nowMs() - remembered.askedAt < REMEMBER_MS) return remembered.user;
    const { user } = await client.users.info({ user: userId });
    const email = user?.profile?.email;
    if (!user || !email || user.deleted || user.is_bot || user.is_stranger) return undefined;
    const name = user.profile?.real_name || user.real_name || user.name || '';
    const found: PlatformUser = { platform: 'slack', userId, email, name, address: null };
    known.set(userId, { user: found, askedAt: nowMs() });
    return found;
  };
}
