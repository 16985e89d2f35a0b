import type { App, ViewSubmitAction } from '@slack/bolt';
import type { FinalReply } from '../dispatch.ts';
import { troubleOf } from '../trouble.ts';
import { answerTo, troubled } from './answering.ts';
import type { ListenerDeps } from './listenerDeps.ts';
import { parseSubmission, parseValues } from './parse.ts';
import { modalOf, standsInChat } from './respond.ts';

/** Modals sent: errors go back to their inputs, with everything typed still there. */
export function registerForms(app: App, deps: ListenerDeps): void {
  app.view<ViewSubmitAction>(/.*/, async ({ ack, body, view }) => {
    const sent = parseSubmission(view);
    if (!sent) return ack();
    let answered: FinalReply;
    try {
      answered = await answerTo(deps, { userId: body.user.id, body }, (actor) =>
        deps.dispatch.submit(sent.action, sent.target, parseValues(view.state.values), actor, `slack:${view.id}`),
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
      const faults = Object.entries(answered.card.form.errors).filter(([input]) => asked.has(input));
      if (faults.length > 0) return ack({ response_action: 'errors', errors: Object.fromEntries(faults) });
    }
    // A decision's card stands redrawn in its chat: the modal has no more to say.
    if (answered.kind === 'show' && standsInChat(answered.card)) return ack({ response_action: 'clear' });
    return ack({ response_action: 'update', view: modalOf(answered) });
  });
}
