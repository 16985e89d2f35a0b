import type { webApi } from '@slack/bolt';
import type { Log } from '../../kernel/ports.ts';
import type { FinalReply } from '../dispatch.ts';
import { troubled } from './answering.ts';
import { slackCause } from './errors.ts';
import { modalOf, NOT_OPENED, onlyForYou, WAITING } from './respond.ts';

export interface Opening {
  readonly client: webApi.WebClient;
  readonly triggerId: string;
  /** True when a button in a modal was pressed: the next one lies on top of it. */
  readonly onTop?: boolean;
  readonly log: Log;
  /** Says something to the one who acted, when no modal can. */
  readonly respond: (message: ReturnType<typeof onlyForYou>) => Promise<unknown>;
}

/** Opens a light modal at once and fills it with the answer when that is known; or says in the chat that it could not. */
export async function openModal(
  { client, triggerId, onTop = false, log, respond }: Opening,
  answer: () => Promise<FinalReply>,
): Promise<void> {
  try {
    const opening = { trigger_id: triggerId, view: WAITING };
    const { view } = await (onTop ? client.views.push(opening) : client.views.open(opening));
    const answered = await answer().catch(troubled(log));
    if (view?.id) await client.views.update({ view_id: view.id, view: modalOf(answered) });
  } catch (error) {
    log.error('slack.modal-failed', slackCause(error));
    await respond(onlyForYou(NOT_OPENED));
  }
}
