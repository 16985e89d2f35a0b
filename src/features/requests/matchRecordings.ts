import type { Deps } from '../../deps.ts';
import { addDays, addMinutes, addMs, type Instant, instantsOfLocal } from '../../kernel/time.ts';
import type { Stores } from '../../stores.ts';
import { fits, queryFor, type RecordingQuery, rank } from '../recordings/model/matching.ts';
import type { Recording } from '../recordings/model/recording.ts';
import type { OrderReason, Receipt } from '../retention/model/deletionOrder.ts';
import type { AccessRequest } from './model/request.ts';

/** How many are looked at to say how many more there are. */
export const LOOK_AT = 50;

const queryOf = (
  request: AccessRequest,
  { practice }: Pick<Deps, 'practice'>,
  now: Instant,
): RecordingQuery => queryFor(request.ask, practice.zone, addDays(now, -practice.limits.recordingsDays));

/** Whether a request may mean this recording. */
export const couldMean = (
  request: AccessRequest,
  recording: Recording,
  deps: Pick<Deps, 'practice'>,
  now: Instant,
): boolean => fits(queryOf(request, deps, now), recording);

/** What a request matches among the recordings stored now, best first. */
export async function matchRecordings(
  { recordings }: Stores,
  request: AccessRequest,
  deps: Pick<Deps, 'practice'>,
  now: Instant,
): Promise<readonly Recording[]> {
  const found = await recordings.match(queryOf(request, deps, now), LOOK_AT);
  return rank(request.ask, deps.practice.zone, found);
}

/** The recording a request matches, when it matches just one: two are enough to know that it does not. */
export async function onlyMatch(
  { recordings }: Stores,
  request: AccessRequest,
  deps: Pick<Deps, 'practice'>,
  now: Instant,
): Promise<readonly Recording[]> {
  const found = await recordings.match(queryOf(request, deps, now), 2);
  return found.length === 1 ? found : [];
}

/** Whether anything is left that a request could mean. */
export const matchesAnything = async (
  { recordings }: Stores,
  request: AccessRequest,
  deps: Pick<Deps, 'practice'>,
  now: Instant,
): Promise<boolean> => (await recordings.match(queryOf(request, deps, now), 1)).length > 0;

/**
 * Why the call a request means was deleted by an order, when one was: only of a request whose time and extension are those of the call, since a
 * receipt knows little else, and a request that may mean another call must go on. Null when nothing was.
 */
export async function deletedByOrder(
  { receipts }: Stores,
  request: AccessRequest,
  deps: Pick<Deps, 'practice'>,
  now: Instant,
): Promise<OrderReason | null> {
  const { extension, from, to, internalOnly } = queryOf(request, deps, now);
  const { when } = request.ask;
  if (extension === null || internalOnly || when.kind !== 'about') return null;
  const stated = instantsOfLocal(when.date, when.time, deps.practice.zone);
  const met = (await receipts.findOrdered(extension, from, to)).filter(
    (receipt) =>
      receipt.reason !== 'age' && receipt.extension === extension && stated.some((at) => isNear(at, receipt)),
  );
  const reason = met.at(-1)?.reason;
  return reason === undefined || reason === 'age' ? null : reason;
}

/** Minutes by which somebody may be out about a call and still surely mean it. */
const NEAR_MINUTES = 5;

const isNear = (at: Instant, { startedAt, durationMs }: Receipt): boolean =>
  addMinutes(startedAt, -NEAR_MINUTES) <= at && at <= addMinutes(addMs(startedAt, durationMs), NEAR_MINUTES);
