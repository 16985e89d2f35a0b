import type { Breakers } from '../features/messaging/breaker.ts';
import { PLATFORMS, type PlatformName, type Post } from '../features/messaging/model/post.ts';
import type { Context } from '../stores.ts';

export interface Reach {
  /** The platforms that the desk is on. */
  readonly connected: readonly PlatformName[];
  readonly breakers: Breakers;
}

/**
 * The platforms on which somebody may be reached: where they were seen last comes first, but for one that takes nothing
 * just now; one that has not seen them may still find them.
 */
export function candidatesOf(bound: readonly PlatformName[], { connected, breakers }: Reach): readonly PlatformName[] {
  const all = [...new Set([...bound, ...PLATFORMS])].filter((platform) => connected.includes(platform));
  const rankOf = (platform: PlatformName): number =>
    bound.includes(platform) ? (breakers[platform].isOpen() ? 1 : 0) : 2;
  return all.toSorted((a, b) => rankOf(a) - rankOf(b));
}

/** Where the audience is known, the platform seen last first. */
export async function boundOn(context: Context, { audience }: Post): Promise<readonly PlatformName[]> {
  const bindings =
    audience.kind === 'channel'
      ? await context.channels.bindingsOf(audience.channel)
      : await context.people.bindingsOf(audience.email);
  return bindings.map(({ platform }) => platform);
}
