import { type Refusal, type Refused, refused } from '../../kernel/refusal.ts';
import { ok, type Result } from '../../kernel/result.ts';
import type { Context, Deps } from '../../stores.ts';
import { type NoticeCard, notice } from '../messaging/model/notice.ts';
import { CHANNELS, type ChannelName, ownChat, PLATFORMS } from '../messaging/model/post.ts';
import { postMessage, postToAll, queueKeyOf, refreshMessages, sendKeyOf } from '../messaging/post.ts';
import type { Actor } from './actor.ts';
import { personNow } from './currentDirectory.ts';
import type { ChannelBinding } from './model/binding.ts';
import { bindFault, type ChannelCheck, type ChannelFacts, foreignFault, strangersIn } from './model/channelBinding.ts';

/** Asks a platform about a channel; undefined where it cannot be asked. Throws a Fault. */
export type LookAtChannel = (binding: ChannelBinding) => Promise<ChannelFacts | undefined>;

type BindDeps = Pick<Deps, 'uow'> & { readonly lookAtChannel: LookAtChannel };

export type BindChannel = (act: {
  readonly actor: Actor;
  readonly binding: ChannelBinding;
}) => Promise<Result<NoticeCard, Refused>>;

const bound = (channel: ChannelName): NoticeCard =>
  notice('good', 'This channel is bound', `Cards for ${channel} come here from now on.`);

const asked = (channel: ChannelName): NoticeCard =>
  notice(
    'plain',
    'A question stands in your own chat',
    `Others than those whom cards for ${channel} are for can read this channel. Look at the names there, and say whether it is to have them. Nothing is changed until then; the Data Protection Officer reads it too.`,
  );

const UNKNOWN: ChannelFacts = { name: '', isForeign: false, isPublic: false, members: [] };

/** Undefined where the platform does not say. */
const factsOf = (look: LookAtChannel, binding: ChannelBinding): Promise<ChannelFacts | undefined> =>
  look(binding).then(
    (facts) => facts ?? UNKNOWN,
    () => undefined,
  );

/**
 * `use this channel for directors`: says where a kind of card goes. One shared with another organisation is refused; one
 * that others can read is bound only once a card that names them is confirmed.
 */
export const createBindChannel =
  ({ uow, lookAtChannel }: BindDeps): BindChannel =>
  async ({ actor, binding }) => {
    const person = await uow.read((context) => personNow(context, actor));
    const facts = bindFault(person, binding.channel) ? UNKNOWN : await factsOf(lookAtChannel, binding);
    return uow.run(async (context) => {
      const { channel } = binding;
      const fault =
        bindFault(await personNow(context, actor), channel) ?? (facts ? foreignFault(facts) : 'channel-unknown');
      if (fault || !facts) {
        await noteBinding(context, actor, binding, fault ?? 'channel-unknown');
        return refused(fault ?? 'channel-unknown');
      }
      const check = checkOf(context, binding, facts, (await context.practiceNow()).directory);
      const isOpen = check.strangers.length > 0 || check.isPublic;
      await context.channels.insertCheck({
        ...check,
        askedBy: actor.email,
        settled: isOpen ? null : { by: actor.email, at: context.now, isYes: true },
      });
      if (!isOpen) await bind(context, actor, binding, check.id);
      else await postToAll(context, check.id, 'channel-check', tellers(context, actor.email).map(ownChat));
      return ok(isOpen ? asked(channel) : bound(channel));
    });
  };

const tellers = ({ practice }: Context, ...others: readonly string[]): readonly string[] => [
  ...new Set([...practice.directory.dpo, ...others]),
];

const checkOf = (
  { ids, now }: Context,
  { channel, platform, address }: ChannelBinding,
  facts: ChannelFacts,
  directory: Context['practice']['directory'],
): ChannelCheck => ({
  id: ids.named('C'),
  channel,
  platform,
  address,
  name: facts.name,
  isPublic: facts.isPublic,
  strangers: strangersIn(facts, channel, directory, now),
  askedBy: null,
  askedAt: now,
  settled: null,
});

/** Puts a binding in force; the channel, the one before and every DPO read it. */
async function bind(context: Context, actor: Actor, binding: ChannelBinding, checkId: string): Promise<void> {
  const { channels, posts, outbox } = context;
  const { channel, platform } = binding;
  const before = (await channels.bindingsOf(channel)).find((each) => each.platform === platform);
  await channels.bind(binding);
  for (const post of await posts.unreachedOf(channel)) {
    await posts.setUnreached(post.id, null);
    await outbox.enqueue(queueKeyOf(post.audience), { kind: 'draw', postId: post.id });
  }
  const audience = { kind: 'channel', channel } as const;
  await outbox.forgetAside(...PLATFORMS.map((each) => sendKeyOf(audience, each)));
  await outbox.enqueue(queueKeyOf(audience), { kind: 'move-cards', channel, from: null });
  const [earlier] = (await channels.checksOf(binding)).filter((each) => each.address === before?.address);
  await noteBinding(context, actor, binding, undefined, { check: checkId, before: earlier?.id ?? null });
  await postMessage(context, { subject: checkId, card: 'channel-check', audience });
  if (before && before.address !== binding.address)
    await outbox.enqueue(sendKeyOf(audience, platform), {
      kind: 'tell-place',
      platform,
      address: before.address,
      checkId,
    });
}

async function noteBinding(
  context: Context,
  actor: Actor,
  { channel, platform }: ChannelBinding,
  fault: Refusal | undefined,
  places: { readonly check?: string; readonly before?: string | null } = {},
): Promise<void> {
  await context.recordAudit(actor, {
    action: 'channel.bind',
    subject: channel,
    outcome: fault,
    // An address may tell whose it is: the checks, which are erased in time, have it.
    detail: { platform, ...places },
  });
}

export type SettleChannel = (act: {
  readonly actor: Actor;
  readonly id: string;
  readonly isYes: boolean;
}) => Promise<Result<ChannelCheck, Refused>>;

/** Says whether a channel may have the cards, once who else reads them has been seen. A no unbinds one that has them. */
export const createSettleChannel =
  ({ uow, lookAtChannel }: BindDeps): SettleChannel =>
  async ({ actor, id, isYes }) => {
    const asked = await uow.read(({ channels }) => channels.findCheck(id));
    const facts = asked && isYes ? await factsOf(lookAtChannel, asked) : UNKNOWN;
    return uow.run(async (context) => {
      const check = await context.channels.findCheck(id);
      const fault = await settleFault(context, actor, check, facts);
      await context.recordAudit(actor, {
        action: isYes ? 'channel.confirm' : 'channel.refuse',
        subject: check?.id ?? '-',
        outcome: fault,
      });
      if (fault || !check) return refused(fault ?? 'check-not-found');
      const settled = { ...check, settled: { by: actor.email, at: context.now, isYes } };
      await context.channels.saveCheck(settled);
      const { channel, platform, address } = check;
      if (isYes && check.askedBy !== null) await bind(context, actor, { channel, platform, address }, id);
      if (!isYes && check.askedBy === null) await unbind(context, check);
      await refreshMessages(context, id);
      return ok(settled);
    });
  };

/** Why an answer does not count; a channel that others read by now is asked about anew. */
async function settleFault(
  context: Context,
  actor: Actor,
  check: ChannelCheck | undefined,
  facts: ChannelFacts | undefined,
): Promise<Refusal | undefined> {
  if (!check) return 'check-not-found';
  const fault = bindFault(await personNow(context, actor), check.channel);
  if (fault) return fault;
  if (check.settled) return 'check-settled';
  if (!facts) return 'channel-unknown';
  if (facts.isForeign) return foreignFault(facts);
  const now = strangersIn(facts, check.channel, (await context.practiceNow()).directory, context.now);
  const isAsShown = now.every(({ email }) => check.strangers.some((each) => each.email === email));
  if (isAsShown && (check.isPublic || !facts.isPublic))
    // Two answers at once: the database takes one. An answer that does not count takes nothing from the next.
    return (await context.inbound.claimEvent(`settle:${check.id}`, context.now)) ? undefined : 'check-settled';
  await context.channels.saveCheck({ ...check, strangers: now, isPublic: facts.isPublic });
  await refreshMessages(context, check.id);
  return 'changed-meanwhile';
}

/** Takes its cards from a channel: its copies are ended, and whoever they were for is asked in their own chat. */
async function unbind({ channels, posts, outbox }: Context, binding: ChannelBinding): Promise<void> {
  const { channel, platform } = binding;
  await channels.unbind(binding);
  if ((await channels.bindingsOf(channel)).some((each) => each.platform === platform)) return;
  const audience = { kind: 'channel', channel } as const;
  for (const { id: postId, refs } of await posts.ofChannel(channel))
    if (refs.some((ref) => ref.platform === platform))
      await outbox.enqueue(sendKeyOf(audience, platform), { kind: 'send', postId, platform, isNew: false });
  await outbox.enqueue(queueKeyOf(audience), { kind: 'move-cards', channel, from: platform });
}

/**
 * Looks each night at who reads the bound channels: a newcomer without a role is asked about, and a channel that is
 * shared with another organisation by now has its cards no more.
 */
export const createLookAtChannels =
  ({ uow, lookAtChannel, log }: BindDeps & Pick<Deps, 'log'>) =>
  async (): Promise<void> => {
    const bindings = await uow.read(({ channels }) => Promise.all(CHANNELS.map(channels.bindingsOf)));
    for (const binding of bindings.flat())
      try {
        const facts = await lookAtChannel(binding);
        if (facts) await uow.run((context) => lookAgain(context, binding, facts));
      } catch {
        // What cannot be reached is told of when a card is sent there.
        log.warn('channel.not-looked-at', { channel: binding.channel, platform: binding.platform });
      }
  };

async function lookAgain(context: Context, binding: ChannelBinding, facts: ChannelFacts): Promise<void> {
  const { channels } = context;
  const check = checkOf(context, binding, facts, (await context.practiceNow()).directory);
  const earlier = (await channels.checksOf(binding)).filter(
    ({ address, settled }) => address === binding.address && settled?.isYes !== false,
  );
  const seen = new Set(earlier.flatMap(({ strangers }) => strangers.map(({ email }) => email)));
  const isNew = check.strangers.some(({ email }) => !seen.has(email));
  const isOpenNow = check.isPublic && !earlier.some(({ isPublic }) => isPublic);
  if (!facts.isForeign && !isNew && !isOpenNow) return;
  if (facts.isForeign) await unbind(context, binding);
  const settled = facts.isForeign ? { by: 'desk', at: context.now, isYes: false } : null;
  await channels.insertCheck({ ...check, settled });
  await context.recordAudit('desk', {
    action: facts.isForeign ? 'channel.unbind' : 'channel.newcomer',
    subject: binding.channel,
    detail: { platform: binding.platform, check: check.id },
  });
  await postToAll(
    context,
    check.id,
    'channel-check',
    tellers(context, ...context.practice.directory.directors).map(ownChat),
  );
}
