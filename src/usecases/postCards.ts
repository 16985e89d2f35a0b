import type { SeatRole } from '../domain/approval/purpose.ts';
import { isPartyToCall } from '../domain/people/party.ts';
import { type Email, personOf, standingIn } from '../domain/people/person.ts';
import type { Practice } from '../domain/practice.ts';
import type { Recording } from '../domain/recording/recording.ts';
import { type AccessRequest, openSeats } from '../domain/request/request.ts';
import type { Instant } from '../domain/time.ts';
import type { Deps } from './deps.ts';
import { directoryNow, practiceNow } from './directoryNow.ts';
import type { Audience, ChannelName, Post, PostedCard, Stores } from './ports.ts';

/** Messages to one audience go out in order. */
export const laneOf = (audience: Audience): string =>
  audience.kind === 'channel' ? `channel:${audience.channel}` : `person:${audience.email}`;

/** Orders one card to one audience: a new message, kept current from then on. */
export async function postCard(
  { posts, outbox }: Stores,
  post: Pick<Post, 'subject' | 'card' | 'audience'> & { readonly urgent?: boolean },
  { ids }: Pick<Deps, 'ids'>,
): Promise<void> {
  const id = ids.unique();
  await posts.insert({ urgent: false, ...post, id, refs: [], unreached: null });
  await outbox.enqueue(laneOf(post.audience), { kind: 'draw', postId: id });
}

/** Orders every copy of every card about a subject to be drawn again. Gives the subject's posts. */
export async function redrawCards({ posts, outbox }: Stores, subject: string): Promise<readonly Post[]> {
  const all = await posts.ofSubject(subject);
  for (const post of all) {
    if (post.unreached === null)
      await outbox.enqueue(laneOf(post.audience), { kind: 'draw', postId: post.id });
  }
  return all;
}

/** Everybody who may fill a seat, leaving out the requester and the parties to the call. */
export function entitledTo(
  practice: Practice,
  request: AccessRequest,
  seats: readonly SeatRole[],
  recordings: readonly Recording[],
  now: Instant,
): readonly Email[] {
  const { directory } = practice;
  const delegates = standingIn(directory, now);
  const emails = seats.flatMap((seat) =>
    seat === 'director' ? directory.directors : [...directory.dpo, ...delegates],
  );
  return [...new Set(emails)].filter(
    (email) =>
      email !== request.requestedBy &&
      !isPartyToCall(personOf(directory, email, now), request.ask, recordings),
  );
}

/** Where no director is left, the DPO is asked in their place. */
function entitledOrDpo(
  ...[practice, request, seats, recordings, now]: Parameters<typeof entitledTo>
): readonly Email[] {
  const emails = entitledTo(practice, request, seats, recordings, now);
  return emails.length >= seats.length
    ? emails
    : entitledTo(practice, request, [...seats, 'dpo'], recordings, now);
}

/**
 * Whether enough different people are left to fill every seat still open, by what the requester has typed alone: an answer that hung on what is
 * stored would tell the requester what exists.
 */
export function canBeDecided(practice: Practice, request: AccessRequest, now: Instant): boolean {
  const seats = openSeats(request);
  const dpo = entitledTo(practice, request, ['dpo'], [], now);
  // The DPO does everything a director does, so may sit in either seat.
  const either = new Set([...dpo, ...entitledTo(practice, request, ['director'], [], now)]);
  return either.size >= seats.length && (!seats.includes('dpo') || dpo.length > 0);
}

/** The own chats of those entitled to a purpose's seats, or to some of them. */
export function ownChats(
  practice: Practice,
  request: AccessRequest,
  matches: readonly Recording[],
  now: Instant,
  seats: readonly SeatRole[] = request.rule.seats,
): readonly Audience[] {
  // With one match everybody knows which call is meant; with several, who is a party is judged when one is chosen.
  const meant = matches.length === 1 ? matches : [];
  return entitledOrDpo(practice, request, seats, meant, now).map((email) => ({ kind: 'person', email }));
}

/**
 * Whom the approvers' cards go to, by the purpose's route. A channel that is not bound yet falls back to the entitled people's own chats.
 */
export async function approverAudiences(
  stores: Stores,
  file: Practice,
  request: AccessRequest,
  matches: readonly Recording[],
  now: Instant,
): Promise<readonly Audience[]> {
  const practice = await practiceNow(stores, file, now);
  const people = (seats: readonly SeatRole[]): readonly Audience[] =>
    ownChats(practice, request, matches, now, seats);
  const channel = async (name: ChannelName, seats: readonly SeatRole[]): Promise<readonly Audience[]> =>
    (await stores.channels.bindingsOf(name)).length > 0
      ? [{ kind: 'channel', channel: name }]
      : people(seats);
  const { seats, route } = request.rule;
  switch (route) {
    case 'channel':
      return channel('directors', seats);
    case 'channel-and-dpo':
      return unique([...(await channel('directors', ['director'])), ...people(['dpo'])]);
    case 'direct':
      return unique(people(openSeats(request)));
  }
}

const unique = (audiences: readonly Audience[]): readonly Audience[] => [
  ...new Map(audiences.map((a) => [laneOf(a), a])).values(),
];

/**
 * Without those who took part in the call: they see nothing of what is said of it (policy 5.7). A channel whose readers they are among is left
 * out with them.
 */
export function withoutParties(
  audiences: readonly Audience[],
  { directory }: Pick<Practice, 'directory'>,
  request: AccessRequest,
  recordings: readonly Recording[],
  now: Instant,
): readonly Audience[] {
  const isParty = (email: Email): boolean =>
    isPartyToCall(personOf(directory, email, now), request.ask, recordings);
  const readers: Readonly<Record<ChannelName, readonly Email[]>> = {
    directors: directory.directors,
    dpo: [...directory.dpo, ...directory.dpoDelegates.map(({ email }) => email)],
    managers: directory.managers,
  };
  return audiences.filter((audience) =>
    audience.kind === 'person' ? !isParty(audience.email) : !readers[audience.channel].some(isParty),
  );
}

/** Sends the same card to several audiences. */
export async function postToAll(
  stores: Stores,
  subject: string,
  card: PostedCard,
  audiences: readonly Audience[],
  deps: Pick<Deps, 'ids'>,
  urgent = false,
): Promise<void> {
  for (const audience of audiences) await postCard(stores, { subject, card, audience, urgent }, deps);
}

/** The DPO and those standing in, and the DPO's channel when there is one. */
export async function dpoAudiences(
  stores: Stores,
  practice: Pick<Practice, 'directory'>,
  now: Instant,
): Promise<readonly Audience[]> {
  const directory = await directoryNow(stores, practice, now);
  const people = [...new Set([...directory.dpo, ...standingIn(directory, now)])].map(
    (email) => ({ kind: 'person', email }) as const,
  );
  const bound = (await stores.channels.bindingsOf('dpo')).length > 0;
  return bound ? [...people, { kind: 'channel', channel: 'dpo' }] : people;
}

/** Who reads the reports: the managers' channel, or until one is bound the managers' own chats; where none is named, the directors'. */
export async function managerAudiences(
  stores: Stores,
  { directory }: Practice,
): Promise<readonly Audience[]> {
  if ((await stores.channels.bindingsOf('managers')).length > 0)
    return [{ kind: 'channel', channel: 'managers' }];
  const people = directory.managers.length > 0 ? directory.managers : directory.directors;
  return people.map((email) => ({ kind: 'person', email }));
}
