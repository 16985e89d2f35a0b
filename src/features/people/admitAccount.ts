import { type Refusal, type Refused, refused } from '../../kernel/refusal.ts';
import { ok, type Result } from '../../kernel/result.ts';
import { msBetween } from '../../kernel/time.ts';
import type { Context, Deps } from '../../stores.ts';
import { ownChat } from '../messaging/model/post.ts';
import { postToAll, queueKeyOf, refreshMessages, sendKeyOf } from '../messaging/post.ts';
import { directorAudiences, dpoAudiences } from './audiences.ts';
import type { PlatformUser } from './model/accounts.ts';
import { doubtOf, isOfDpo, STANDING_REFUSALS } from './model/accounts.ts';
import type { UserBinding } from './model/binding.ts';
import { type Email, isStaff, primaryEmail } from './model/person.ts';

/** Gives the person's pinned account, or says why an account is not believed. `by`: who looks, its user or the desk. */
export type AdmitAccount = (user: PlatformUser, by?: 'user' | 'desk') => Promise<Result<UserBinding, Refused>>;

/**
 * Binds an account to a person once. One of another organisation, a guest's, a deactivated one is refused; a second
 * account, a changed address or a name like that of somebody with a role waits until it is said whose it is. Cards that
 * could not reach the person before are sent now.
 */
export const createAdmitAccount =
  ({ uow, clock, practice }: Pick<Deps, 'uow' | 'clock' | 'practice'>): AdmitAccount =>
  async (user, by = 'user') => {
    const email = primaryEmail(practice.directory, user.email);
    const known = await uow.read((context) => knownAccount(context, user));
    if (known?.state === 'pinned' && refusalOf(user, email, practice) === null) {
      const { name, shownAs = '', address } = user;
      const isSame = known.email === email && known.name === name && known.shownAs === shownAs;
      const isFresh = msBetween(known.seenAt, clock.now()) < HOUR && known.userId === user.userId;
      if (isSame && isFresh && (address === null || address === known.address)) return ok(known);
    }
    return uow.run((context) => admit(context, user, { email, by }));
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

interface Look {
  /** Whose the account says it is. */
  readonly email: Email;
  readonly by: 'user' | 'desk';
}

async function admit(context: Context, user: PlatformUser, look: Look): Promise<Result<UserBinding, Refused>> {
  const { email } = look;
  const { people, practice, now } = context;
  const found = await knownAccount(context, user);
  const known = found && { ...found, email: primaryEmail(practice.directory, found.email) };
  const other = (await people.accountsOf(email)).find(
    ({ platform, userId, state }) =>
      platform === user.platform && userId !== found?.userId && (state === 'pinned' || state === 'former'),
  );
  const doubt = doubtOf({ user, email, known, other, directory: (await context.practiceNow()).directory });
  const refusal = refusalOf(user, email, practice);
  const isPinned = known?.state === 'pinned';
  // An account that the desk writes to, and whose address has changed to a stranger's, is written to no more.
  if (refusal && !(isPinned && doubt)) {
    if (found && isPinned) {
      await leaveChat(context, found);
      await people.bind({ ...found, state: 'former' });
    }
    return refuse(context, user, look, refusal);
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
    if (known.email === email) return refuse(context, user, look, `account-${known.state}`, known.checkId);
  }
  if (doubt) {
    // One question an account: it changes with the account for as long as nobody has answered it.
    const checkId = (known?.state === 'held' && known.checkId) || context.ids.named('A');
    const held = { ...account, ...doubt, state: 'held', checkId, settled: null } as const;
    if (found && isPinned) await leaveChat(context, found);
    await people.bind(held, known?.userId);
    await ask(context, held);
    return refuse(context, user, look, refusal ?? 'account-held', checkId);
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

/** Asks the DPO whose an account is; of the DPO's own, the directors. Whose address it has reads of it too. */
async function ask(context: Context, account: UserBinding & { readonly checkId: string }): Promise<void> {
  const { directory } = context.practice;
  const { checkId, platform, heldFor: why, email } = account;
  await context.recordAudit('desk', { action: 'account.hold', subject: checkId, detail: { platform, why } });
  const askers = isOfDpo(directory, account) ? directorAudiences(context) : await dpoAudiences(context);
  const told = new Set((await refreshMessages(context, checkId)).map(({ audience }) => queueKeyOf(audience)));
  const audiences = [...new Map([...askers, ownChat(email)].map((each) => [queueKeyOf(each), each])).entries()];
  const others = audiences.filter(([key]) => !told.has(key)).map(([, each]) => each);
  await postToAll(context, checkId, 'account-check', others);
}

async function refuse(
  context: Context,
  { platform }: PlatformUser,
  { email, by }: Look,
  code: Refusal,
  checkId: string | null = null,
) {
  // Whoever uses an account that is not believed is nobody the desk knows, whatever address it shows.
  const actor = by === 'desk' ? 'desk' : code === 'not-staff' ? { email } : 'unknown';
  const action = by === 'desk' ? 'account.look' : 'desk.use';
  await context.recordAudit(actor, { action, subject: checkId ?? '-', outcome: code, detail: { platform } });
  return refused(code);
}
