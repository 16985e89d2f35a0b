import { type Refused, refused } from '../../kernel/refusal.ts';
import { ok, type Result } from '../../kernel/result.ts';
import type { Deps } from '../../stores.ts';
import type { Actor, PlatformUser } from './actor.ts';
import type { UserBinding } from './model/binding.ts';
import { isStaff, normalEmail, personOf } from './model/person.ts';

export type ResolveActor = (user: PlatformUser) => Promise<Result<Actor, Refused>>;

/**
 * Binds a platform's user to a person and reads their roles afresh. Cards that could not reach the person
 * before are sent now.
 */
export const createResolveActor =
  ({ uow, clock, practice }: Pick<Deps, 'uow' | 'clock' | 'practice'>): ResolveActor =>
  async (user) => {
    const email = normalEmail(user.email);
    const now = clock.now();
    if (!isStaff(practice.directory, email)) {
      await uow.run(async ({ audit, people }) =>
        audit.append({
          at: now,
          actor: await people.idOf(email),
          action: 'desk.use',
          subject: '-',
          outcome: 'not-staff',
          detail: { platform: user.platform },
        }),
      );
      return refused('not-staff');
    }
    const binding: UserBinding = { ...user, email, seenAt: now };
    const known = await uow.read(({ people }) => people.find(user.platform, user.userId));
    if (isNews(known, binding)) {
      await uow.run(async ({ people, posts, outbox }) => {
        await people.bind(binding);
        for (const post of await posts.unreachedOf(email)) {
          await posts.setUnreached(post.id, null);
          await outbox.enqueue(`person:${email}`, { kind: 'draw', postId: post.id });
        }
      });
    }
    const { directory } = await uow.read((context) => context.practiceNow());
    return ok(personOf(directory, email, now, user.name));
  };

const HOUR = 3_600_000;

/** Whether what is bound says less than what we now know; being seen again within the hour is no news. */
function isNews(known: UserBinding | undefined, now: UserBinding): boolean {
  if (!known) return true;
  const changed = known.email !== now.email || known.name !== now.name;
  const newAddress = now.address !== null && now.address !== known.address;
  return changed || newAddress || Date.parse(now.seenAt) - Date.parse(known.seenAt) > HOUR;
}
