import type { webApi } from '@slack/bolt';
import type { Answer } from '../../usecases/dialogue/answer.ts';
import type { Log } from '../../usecases/ports.ts';
import { modalOf, TROUBLE, WAITING } from './respond.ts';

/** Opens a light modal at once and fills it with the answer when that is known. */
export async function openModal(
  client: webApi.WebClient,
  triggerId: string,
  log: Log,
  answer: () => Promise<Answer>,
): Promise<void> {
  const { view } = await client.views.open({ trigger_id: triggerId, view: WAITING });
  let answered: Answer;
  try {
    answered = await answer();
  } catch (error) {
    log.error('slack.answer-failed', { fault: (error as Error).name });
    answered = { kind: 'show', card: TROUBLE };
  }
  if (view?.id) await client.views.update({ view_id: view.id, view: modalOf(answered) });
}
