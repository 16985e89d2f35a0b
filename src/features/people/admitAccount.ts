import { type Refusal, type Refused, refused } from '../../kernel/refusal.ts';
import { ok, type Result } from '../../kernel/result.ts';
import { msBetween } from '../../kernel/time.ts';
import type { Context, Deps } from '../../stores.ts';
import { postToAll, sendKeyOf } from '../messaging/post.ts';
import { directorAudiences, dpoAudiences } from './audiences.ts';
import type { PlatformUser } from './model/accounts.ts';
import { doubtOf, isOfDpo, STANDING_REFUSALS } from './model/accounts.ts';
import type { UserBinding } from './model/binding.ts';
import { type Email, isStaff, primaryEmail } from './model/person.ts';

/** Gives the person's pinned account, or says why an account is not believed. */
export type AdmitAccount = (user: PlatformUser) => Promise<Result<UserBinding, Refused>>;

/**
 * Binds an account to a person once. One of another organisation, a guest's, a deactivated one is refused; a second
 * account, a changed address or a name like that of somebody with a role waits until it is said whose it is. Cards that
 * could not reach the person before are sent now.
 */
export const createAdmitAccount =
  ({ uow, clock, practice }: Pick<Deps, 'uow' | 'clock' | 'practice'>): AdmitAccount =>
  async (user) => {
    const email = primaryEmail(practice.directory, user.email);
    const known = await uow.read((context) => knownAccount(context, user));
    if (known?.state === 'pinned' && refusalOf(user, email, practice) === null) {
      const { name, shownAs = '', address } = user;
      const isSame = known.email === email && known.name === name && known.shownAs === shownAs;
      const isFresh = msBetween(known.seenAt, clock.now()) < HOUR && known.userId === user.userId;
      if (isSame && isFresh && (address === null || address === known.address)) return ok(known);
    }
    return uow.run((context) => admit(context, user, email));
  };

const HOUR = 3_600_000;

/** What is remembered of an account, under either of its ids. */
export async function knownAccount({ people }: Pick<Context, 'people'>, { platform, userId, knownAs }: PlatformUser) {
  const known = await people.find(platform, userId);
  return known ?? (knownAs === undefined ? undefined : people.find(platform, knownAs));
}

function refusalOf(
  { standing }: PlatformUser,
  email: Email,
  { directory }: Pick<Context['practice'], 'directory'>,
): Refusal | null {
  if (standing === 'guest' && directory.guests.includes(email)) return null;
  return STANDING_REFUSALS[standing] ?? (isStaff(directory, email) ? null : 'not-staff');
}

async function admit(context: Context, user: PlatformUser, email: Email): Promise<Result<UserBinding, Refused>> {
  const { people, practice, now } = context;
  const found = await knownAccount(context, user);
  const known = found && { ...found, email: primaryEmail(practice.directory, found.email) };
  const mine = (await people.bindingsOf(email)).find(({ platform }) => platform === user.platform);
  const doubt = doubtOf({ user, email, known, pinned: mine, directory: (await context.practiceNow()).directory });
  const refusal = refusalOf(user, email, practice);
  const isPinned = known?.state === 'pinned';
  // An account that the desk writes to, and whose address has changed to a stranger's, is written to no more.
  if (refusal && !(isPinned && doubt)) {
    if (found && isPinned) await people.bind({ ...found, state: 'former' });
    return refuse(context, user, email, refusal);
  }
  const account: UserBinding = {
    heldFor: null,
    besides: null,
    settled: null,
    checkId: null,
    ...(known ?? {}),
    platform: user.platform,
    userId: user.userId,
    email,
    name: user.name,
    shownAs: user.shownAs ?? '',
    address: user.address,
    seenAt: now,
    state: 'pinned',
  };
  if (known?.state === 'held' || known?.state === 'refused') {
    if (known.email === email) return refuse(context, user, email, `account-${known.state}`);
  }
  if (doubt) {
    const held = { ...account, ...doubt, state: 'held', checkId: context.ids.named('A'), settled: null } as const;
    if (found && isPinned) await leaveChat(context, found);
    await people.bind(held, known?.userId);
    await ask(context, held);
    return refuse(context, user, email, refusal ?? 'account-held');
  }
  await people.bind(account, known?.userId);
  await sendWhatWaited(context, email);
  return ok({ ...account, address: account.address ?? known?.address ?? null });
}

/**
 * Leaves an account's chat: its cards are never changed there again. Those with something to decide are sent to the
 * account that stands for the person now, when there is one.
 */
export async function leaveChat({ posts, outbox }: Context, { email, platform }: UserBinding): Promise<void> {
  for (const post of await posts.leaveChat(email, platform)) {
    const send = { kind: 'send', postId: post.id, platform, isNew: false } as const;
    await outbox.enqueue(sendKeyOf(post.audience, platform), send);
  }
}

/** Cards that nobody could be found for are sent now. */
export async function sendWhatWaited({ posts, outbox }: Context, email: Email): Promise<void> {
  for (const post of await posts.unreachedOf(email)) {
    await posts.setUnreached(post.id, null);
    await outbox.enqueue(`person:${email}`, { kind: 'draw', postId: post.id });
  }
}

/** Asks the DPO whose an account is; of the DPO's own, the directors. */
async function ask(context: Context, account: UserBinding): Promise<void> {
  const { directory } = context.practice;
  const audiences = isOfDpo(directory, account) ? directorAudiences(context) : await dpoAudiences(context);
  await context.recordAudit('desk', {
    action: 'account.hold',
    subject: account.checkId ?? '-',
    outcome: 'ok',
    detail: { platform: account.platform, why: account.heldFor },
  });
  await postToAll(context, account.checkId ?? '', 'account-check', audiences);
}

async function refuse(context: Context, { platform }: PlatformUser, email: Email, code: Refusal) {
  // Whoever uses an account that is not believed is nobody the desk knows, whatever address it shows.
  await context.recordAudit(code === 'not-staff' ? { email } : 'unknown', {
    action: 'desk.use',
    outcome: code,
    detail: { platform },
  });
  return refused(code);
}
