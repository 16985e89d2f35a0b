import { refusalNotice } from '../../features/messaging/model/notice.ts';
import type { Actor } from '../../features/people/actor.ts';
import type { Log } from '../../kernel/ports.ts';
import type { FinalReply } from '../dispatch.ts';
import { TROUBLE, troubleOf } from '../trouble.ts';
import { slackCause } from './errors.ts';
import type { ListenerDeps } from './listenerDeps.ts';
import { teamsIn } from './parse.ts';

/** What Slack sent of somebody. */
interface Sent {
  readonly userId: string;
  readonly body: unknown;
}

/** What is replied to somebody, who is told so when they may not use the desk. */
export async function answerTo(
  { whoActs, zone }: ListenerDeps,
  { userId, body }: Sent,
  answer: (actor: Actor) => Promise<FinalReply>,
): Promise<FinalReply> {
  const actor = await whoActs(userId, teamsIn(body));
  return actor.ok ? answer(actor.value) : { kind: 'show', card: refusalNotice(actor.error, zone) };
}

/**
 * The same, to be asked for when there is somewhere to show it; undefined for what Slack has sent before. When even
 * that could not be found out, nothing is done, and the person hears so.
 */
export async function answerOnce(
  deps: ListenerDeps,
  eventId: string,
  sent: Sent,
  answer: (actor: Actor) => Promise<FinalReply>,
): Promise<(() => Promise<FinalReply>) | undefined> {
  const isNew = await deps.isNew(eventId).catch((error: unknown) => {
    deps.log.error('slack.answer-failed', slackCause(error));
    return undefined;
  });
  if (isNew === false) return undefined;
  return async () => (isNew ? answerTo(deps, sent, answer) : { kind: 'show', card: TROUBLE });
}

/** What is replied when an answer failed. */
export const troubled =
  (log: Log) =>
  (error: unknown): FinalReply => {
    log.error('slack.answer-failed', slackCause(error));
    return { kind: 'show', card: troubleOf(error) };
  };
