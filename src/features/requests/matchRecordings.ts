import { addDays, addMinutes, addMs, type Instant, instantsOfLocal } from '../../kernel/time.ts';
import type { Context } from '../../stores.ts';
import type { OrderReason, Receipt } from '../recordings/model/deletionOrder.ts';
import { fits, queryFor, type RecordingQuery, rank } from '../recordings/model/matching.ts';
import type { Recording, SoundFault } from '../recordings/model/recording.ts';
import type { AccessRequest } from './model/request.ts';

/** How many are looked at to say how many more there are. */
export const LOOK_AT = 50;

type Moment = Pick<Context, 'practice' | 'now'>;

const queryOf = ({ practice, now }: Moment, { ask }: AccessRequest): RecordingQuery =>
  queryFor(ask, practice.zone, addDays(now, -practice.limits.recordingsDays));

/** Whether a request may mean this recording. */
export const couldMean = (context: Moment, request: AccessRequest, recording: Recording): boolean =>
  fits(queryOf(context, request), recording);

/** What a request matches among the recordings stored now, best first. */
export async function matchRecordings(context: Context, request: AccessRequest): Promise<readonly Recording[]> {
  const found = await context.recordings.match(queryOf(context, request), LOOK_AT);
  return rank(request.ask, context.practice.zone, found);
}

/** The recording a request matches, when it matches just one: two are enough to know that it does not. */
export async function onlyMatch(context: Context, request: AccessRequest): Promise<readonly Recording[]> {
  const found = await context.recordings.match(queryOf(context, request), 2);
  return found.length === 1 ? found : [];
}

/** Whether anything is left that a request could mean, and that can be cut. */
export const matchesAnything = async (context: Context, request: AccessRequest): Promise<boolean> =>
  (await context.recordings.match(queryOf(context, request), LOOK_AT)).some(({ fault }) => fault === null);

/** Why nothing can be cut of whatever a request matches; null where something can, or nothing is stored yet. */
export const soundFaultOf = (matches: readonly Recording[]): SoundFault | null =>
  matches.some(({ fault }) => fault === null) ? null : (matches[0]?.fault ?? null);

/**
 * Why the call a request means was deleted by an order, when one was: only of a request whose time and
 * extension are those of the call, since a receipt knows little else, and a request that may mean another
 * call must go on. Null when nothing was.
 */
export async function deletedByOrder(context: Context, request: AccessRequest): Promise<OrderReason | null> {
  const { extension, from, to, internalOnly } = queryOf(context, request);
  const { when } = request.ask;
  if (extension === null || internalOnly || when.kind !== 'about') return null;
  const stated = instantsOfLocal(when.date, when.time, context.practice.zone);
  const met = (await context.receipts.findOrdered(extension, from, to)).filter(
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
