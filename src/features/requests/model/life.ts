import type { Refusal } from '../../../kernel/refusal.ts';
import { err, ok, type Result } from '../../../kernel/result.ts';
import type { Instant } from '../../../kernel/time.ts';
import { requiredTextFault } from '../../../kernel/typedText.ts';
import { isThem, mayActAsDpo, type Person } from '../../people/model/person.ts';
import type { OrderReason } from '../../recordings/model/deletionOrder.ts';
import type { SoundFault } from '../../recordings/model/recording.ts';
import { type AccessRequest, type Ending, openQuestion } from './request.ts';
import { type RequestEvent, step } from './transitions.ts';

/** The request after an event; refused where its state does not know that. */
export const moved = (request: AccessRequest, event: RequestEvent, ending?: Ending): Result<AccessRequest, Refusal> => {
  const next = step(request, event);
  return next.ok ? ok({ ...request, state: next.value, ...(ending ? { ending } : {}) }) : next;
};

/** The request has been matched and its cards ordered. */
export const route = (request: AccessRequest): Result<AccessRequest, Refusal> => moved(request, 'route');

/** The requester's answer to the open question. */
export function answerQuestion(
  request: AccessRequest,
  person: Person,
  text: string,
  now: Instant,
): Result<AccessRequest, Refusal> {
  if (!isThem(person, request.requestedBy)) return err('not-the-requester');
  const open = openQuestion(request);
  if (!open) return err('no-question');
  const fault = requiredTextFault(text);
  if (fault) return err(fault);
  const answered = { ...open, answer: { text: text.trim(), at: now } };
  const questions = request.questions.map((q) => (q === open ? answered : q));
  return moved({ ...request, questions }, 'answer');
}

export function withdraw(request: AccessRequest, person: Person, now: Instant): Result<AccessRequest, Refusal> {
  if (!isThem(person, request.requestedBy)) return err('not-the-requester');
  return moved(request, 'withdraw', { by: person.email, at: now, reason: '' });
}

export type ExpiryReason =
  | 'nobody-decided'
  | 'recording-deleted'
  | SoundEnding
  | 'clip-not-made'
  | 'evidence-locked'
  | 'clip-refused'
  | OrderedDeletion;

/** Nothing can be cut from the recording: a format the desk does not cut, damage, or no sound in it. */
export type SoundEnding = 'audio-unsupported' | 'audio-unreadable' | 'audio-missing';

const SOUND_ENDINGS: Readonly<Record<SoundFault['kind'], SoundEnding>> = {
  'unsupported-audio': 'audio-unsupported',
  'broken-audio': 'audio-unreadable',
  'no-sound': 'audio-missing',
};

/** How a request ends that means a recording from which nothing can be cut. */
export const soundEnding = ({ kind, format }: SoundFault) => ({ reason: SOUND_ENDINGS[kind], format });

/** A deletion order comes before any request (policy 4, 5.8). */
export type OrderedDeletion = 'deleted-card-payment' | 'deleted-opt-out';

export const orderedDeletion = (reason: OrderReason): OrderedDeletion => `deleted-${reason}`;

/** Ends a request that cannot lead to a clip any more: nobody decided, or what it asks for is gone. */
export const expire = (
  request: AccessRequest,
  reason: ExpiryReason,
  now: Instant,
  format: string | null = null,
): Result<AccessRequest, Refusal> =>
  moved(request, 'expire', { by: null, at: now, reason, ...(format === null ? {} : { format }) });

/** The clip stands in storage. */
export const release = (request: AccessRequest): Result<AccessRequest, Refusal> => moved(request, 'release');

/** The time to hear it has run out, or what could be heard was deleted before that. */
export const close = (
  request: AccessRequest,
  deleted?: { readonly reason: 'recording-deleted' | 'evidence-locked' | OrderedDeletion; readonly at: Instant },
): Result<AccessRequest, Refusal> =>
  moved(request, 'close', deleted && { by: null, at: deleted.at, reason: deleted.reason });

/** Stops the access at once. The DPO's alone, with a reason. */
export function revoke(
  request: AccessRequest,
  person: Person,
  reason: string,
  now: Instant,
): Result<AccessRequest, Refusal> {
  if (!mayActAsDpo(person)) return err('not-the-dpo');
  const fault = requiredTextFault(reason);
  if (fault) return err(fault);
  return moved(request, 'revoke', { by: person.email, at: now, reason: reason.trim() });
}
