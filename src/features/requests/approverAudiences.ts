import type { Instant } from '../../kernel/time.ts';
import type { Context } from '../../stores.ts';
import { type Audience, type ChannelName, ownChat } from '../messaging/model/post.ts';
import { queueKeyOf } from '../messaging/post.ts';
import { directorAudiences, dpoAudiences } from '../people/audiences.ts';
import { absenceOf } from '../people/model/absence.ts';
import { currentDelegates, type Email, isThem, personOf } from '../people/model/person.ts';
import type { Practice } from '../practice/model/practice.ts';
import type { ApproverRole } from '../practice/model/purpose.ts';
import type { Recording } from '../recordings/model/recording.ts';
import { isPartyToCall } from './model/party.ts';
import { type AccessRequest, pendingApprovals } from './model/request.ts';

/** Everybody who may fill an approval slot, leaving out the requester and the parties to the call. */
function eligibleApprovers(
  practice: Practice,
  request: AccessRequest,
  seats: readonly ApproverRole[],
  recordings: readonly Recording[],
  now: Instant,
): readonly Email[] {
  const { directory } = practice;
  const delegates = currentDelegates(directory, now);
  const emails = seats.flatMap((seat) =>
    seat === 'director' ? directory.directors : [...directory.dpo, ...delegates],
  );
  return [...new Set(emails)].filter((email) => {
    const person = personOf(directory, email, now);
    return !isThem(person, request.requestedBy) && !isPartyToCall(person, request, recordings);
  });
}

/**
 * Whom a request is put to, in this order: those in the role who are neither away nor silent; for a director the DPO,
 * where no director is there; those who are away or silent, where nobody is.
 */
function entitledOrDpo(
  ...[practice, request, seats, recordings, now]: Parameters<typeof eligibleApprovers>
): readonly Email[] {
  const of = (...roles: readonly ApproverRole[]) => eligibleApprovers(practice, request, roles, recordings, now);
  const { directory } = practice;
  const isSilent = (email: Email) => directory.people.some((person) => person.email === email && person.silent);
  const isHere = (email: Email) => absenceOf(directory, email, now) === undefined && !isSilent(email);
  const askedFor = (seat: ApproverRole): readonly Email[] =>
    [of(seat), of('dpo')].map((each) => each.filter(isHere)).find((each) => each.length > 0) ?? of(seat);
  const emails = [...new Set(seats.flatMap(askedFor))];
  return emails.length >= seats.length ? emails : of(...seats, 'dpo');
}

/** Who may decide on what is still open, and who is away: by roles alone, so that it tells nothing of what is stored. */
export const decidersOf = (practice: Practice, request: AccessRequest, now: Instant) =>
  eligibleApprovers(practice, request, pendingApprovals(request), [], now).map((email) => ({
    email,
    away: absenceOf(practice.directory, email, now)?.untilDate ?? null,
  }));

/**
 * Whether enough different people are left to fill every slot still open. At submission without the recordings: an
 * answer that hung on what is stored would tell the requester what exists.
 */
export function canBeDecided(
  practice: Practice,
  request: AccessRequest,
  now: Instant,
  recordings: readonly Recording[] = [],
): boolean {
  const seats = pendingApprovals(request);
  const agreed = new Set(request.agreements.map(({ by }) => by));
  const left = (role: ApproverRole): readonly Email[] =>
    eligibleApprovers(practice, request, [role], recordings, now).filter((email) => !agreed.has(email));
  const dpo = left('dpo');
  // The DPO does everything a director does, so can give either approval; a delegate the DPO's alone.
  const directors = new Set([...left('director'), ...dpo.filter((email) => practice.directory.dpo.includes(email))]);
  const either = new Set([...dpo, ...directors]);
  const needed = seats.filter((seat) => seat === 'director').length;
  if (directors.size < needed) return false;
  return either.size >= seats.length && (!seats.includes('dpo') || dpo.length > 0);
}

/** The own chats of those entitled to a purpose's approval slots, or to some of them. */
export function ownChats(
  practice: Practice,
  request: AccessRequest,
  matches: readonly Recording[],
  now: Instant,
  seats: readonly ApproverRole[] = request.rule.seats,
): readonly Audience[] {
  // With one match everybody knows which call is meant; with several, who is a party is judged when one is chosen.
  const meant = matches.length === 1 ? matches : [];
  return entitledOrDpo(practice, request, seats, meant, now).map(ownChat);
}

/** Whom the approvers' cards go to, by the purpose's route. An unbound channel falls back to the people's own chats. */
export async function approverAudiences(
  context: Context,
  request: AccessRequest,
  matches: readonly Recording[],
): Promise<readonly Audience[]> {
  const practice = await context.practiceNow();
  const people = (seats: readonly ApproverRole[]): readonly Audience[] =>
    ownChats(practice, request, matches, context.now, seats);
  const channel = async (name: ChannelName, seats: readonly ApproverRole[]): Promise<readonly Audience[]> =>
    (await context.channels.bindingsOf(name)).length > 0 ? [{ kind: 'channel', channel: name }] : people(seats);
  const { seats, route } = request.rule;
  switch (route) {
    case 'channel':
      return channel('directors', seats);
    case 'channel-and-dpo':
      return unique([...(await channel('directors', ['director'])), ...people(['dpo'])]);
    case 'direct':
      return unique(people(pendingApprovals(request)));
  }
}

const unique = (audiences: readonly Audience[]): readonly Audience[] => [
  ...new Map(audiences.map((a) => [queueKeyOf(a), a])).values(),
];

/** Without those who took part in the call (policy 5.7), and without a channel whose readers they are among. */
export function withoutParties(
  audiences: readonly Audience[],
  { directory }: Pick<Practice, 'directory'>,
  request: AccessRequest,
  recordings: readonly Recording[],
  now: Instant,
): readonly Audience[] {
  const isParty = (email: Email): boolean => isPartyToCall(personOf(directory, email, now), request, recordings);
  const readers: Readonly<Record<ChannelName, readonly Email[]>> = {
    directors: directory.directors,
    dpo: [...directory.dpo, ...directory.dpoDelegates.map(({ email }) => email)],
    managers: directory.managers,
  };
  return audiences.filter((audience) =>
    audience.kind === 'person' ? !isParty(audience.email) : !readers[audience.channel].some(isParty),
  );
}

/**
 * Who is told of what was released and agreed to: the DPO, but for those who took part in the call. It always reaches a
 * DPO; where every one of them took part, the directors who did not read it too.
 */
export async function oversightAudiences(
  context: Context,
  request: AccessRequest,
  recordings: readonly Recording[],
): Promise<readonly Audience[]> {
  const practice = await context.practiceNow();
  const others = (audiences: readonly Audience[]) =>
    withoutParties(audiences, practice, request, recordings, context.now);
  const dpo = await dpoAudiences(context);
  const left = others(dpo);
  const isRead = left.some((each) => each.kind === 'person' && practice.directory.dpo.includes(each.email));
  return isRead ? left : unique([...dpo, ...others(directorAudiences(context))]);
}
