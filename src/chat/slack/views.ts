import { setTimeout } from 'node:timers/promises';
import type { webApi } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import type { Log } from '../../kernel/ports.ts';
import type { FinalReply } from '../dispatch.ts';
import { troubled } from './answering.ts';
import { slackCause } from './errors.ts';
import { modalOf, NOT_OPENED, onlyForYou, WAITING } from './respond.ts';

/** A view that stands open, as Slack sends it with a press in it. */
export interface OpenView {
  readonly id: string;
  readonly type: string;
  readonly hash?: string | null | undefined;
  readonly root_view_id?: string | null | undefined;
  readonly previous_view_id?: string | null | undefined;
}

export interface Opening {
  readonly client: webApi.WebClient;
  readonly triggerId: string;
  /** The modal in which a button was pressed: the next one lies on top of it. */
  readonly below?: OpenView | undefined;
  readonly log: Log;
  /** Says something to the one who acted, when no modal can. */
  readonly respond: (message: ReturnType<typeof onlyForYou>) => Promise<unknown>;
}

/** An answer that takes no longer is shown at once; a trigger lives three seconds. */
const AT_ONCE_MS = 700;

/** Three views lie on each other at most. */
const isDeepest = ({ root_view_id: root, previous_view_id: previous }: OpenView): boolean =>
  Boolean(previous) && previous !== root;

/**
 * Opens a modal with the answer; one that is not known yet gets a light modal, filled when it is. On the third view
 * the next takes its place. Where Slack opens none, that is said in the view that stands open, or in the chat.
 */
export async function openModal(opening: Opening, answer: () => Promise<FinalReply>): Promise<void> {
  const { client, triggerId, below, log, respond } = opening;
  if (below && isDeepest(below)) return replaceView(opening, below, answer);
  const open = (view: ModalView) => {
    const call = { trigger_id: triggerId, view };
    return below ? client.views.push(call) : client.views.open(call);
  };
  const answered = answer().catch(troubled(log));
  try {
    const first = await Promise.race([answered, setTimeout(AT_ONCE_MS, undefined, { ref: false })]);
    const { view } = await open(first ? modalOf(first) : WAITING);
    if (!first && view?.id) await client.views.update({ view_id: view.id, view: modalOf(await answered) });
  } catch (error) {
    log.error('slack.modal-failed', slackCause(error));
    // What was done is said where no modal could say it; a form opens by its button, with all that was typed.
    const { card } = await answered;
    if (below) await sayInView(opening, below);
    else await respond(onlyForYou(card));
  }
}

/** Draws the view a button stood in anew: a form that needs other inputs, the next page of a list. */
export async function replaceView(
  { client, log }: Pick<Opening, 'client' | 'log'>,
  { id, hash }: OpenView,
  answer: () => Promise<FinalReply>,
): Promise<void> {
  const answered = await answer().catch(troubled(log));
  try {
    await client.views.update({ view_id: id, ...(hash ? { hash } : {}), view: modalOf(answered) });
  } catch (error) {
    // A press that came later has drawn it already.
    log.warn('slack.view-not-replaced', slackCause(error));
  }
}

/** Says in an open view that the next did not open, above what stands in it: what was typed stays. */
async function sayInView({ client, log }: Opening, view: OpenView): Promise<void> {
  const { type, callback_id, private_metadata, title, submit, close, blocks } = view as OpenView & ModalView;
  const said = modalOf({ kind: 'show', card: NOT_OPENED }).blocks.filter((block) => block.type !== 'header');
  const shown = { type, callback_id, private_metadata, title, submit, close, blocks: [...said, ...blocks] };
  const kept = Object.fromEntries(Object.entries(shown).filter(([, value]) => value !== undefined && value !== null));
  await client.views
    .update({ view_id: view.id, view: kept as unknown as ModalView })
    .catch((error: unknown) => log.warn('slack.view-not-replaced', slackCause(error)));
}
