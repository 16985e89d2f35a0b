import type { App, ViewSubmitAction } from '@slack/bolt';
import type { FinalReply } from '../dispatch.ts';
import { troubleOf } from '../trouble.ts';
import { answerTo, troubled } from './answering.ts';
import { refreshHome } from './homeListeners.ts';
import type { ListenerDeps } from './listenerDeps.ts';
import { parseForm, peopleIn } from './parse.ts';
import { modalOf, standsInChat } from './respond.ts';

/** Modals sent: errors go back to their inputs, with everything typed still there. */
export function registerForms(app: App, deps: ListenerDeps): void {
  app.view<ViewSubmitAction>(/.*/, async ({ ack, body, view, client }) => {
    const form = parseForm(view);
    if (!form) return ack();
    let answered: FinalReply;
    try {
      const values = { ...form.values, ...(await addressesIn(deps, view.state.values)) };
      answered = await answerTo(deps, { userId: body.user.id, body }, (actor) =>
        deps.dispatch.submit({ ...form, values }, actor, `slack:${view.id}`),
      );
    } catch (error) {
      const { card } = troubled(deps.log)(error);
      const [first] = Object.keys(view.state.values);
      if (first) return ack({ response_action: 'errors', errors: { [first]: troubleOf(error).text } });
      // Without an input there is nowhere to say it but in place of the form.
      return ack({ response_action: 'update', view: modalOf({ kind: 'show', card }) });
    }
    if (answered.kind === 'form') {
      const asked = new Set(Object.keys(view.state.values));
      const { errors } = answered.card.form;
      // An input that was not asked for yet needs the form drawn anew, with all that was wrong in it.
      const isAllAsked = Object.keys(errors).every((input) => asked.has(input));
      if (isAllAsked && Object.keys(errors).length > 0) return ack({ response_action: 'errors', errors });
    }
    // A decision's card stands redrawn in its chat: the modal has no more to say.
    if (answered.kind === 'show' && standsInChat(answered.card)) await ack({ response_action: 'clear' });
    else await ack({ response_action: 'update', view: modalOf(answered) });
    await refreshHome(deps, client, body.user.id, { body });
  });
}

/** Staff who were picked, by their addresses. */
async function addressesIn(
  { addressesOf }: ListenerDeps,
  state: Parameters<typeof peopleIn>[0],
): Promise<Readonly<Record<string, string>>> {
  const picked = Object.entries(peopleIn(state)).map(
    async ([input, ids]) => [input, (await addressesOf(ids)).join(',')] as const,
  );
  return Object.fromEntries(await Promise.all(picked));
}
