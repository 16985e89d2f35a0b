import type { FormState } from '../../../kernel/form.ts';
import { NEW } from '../../../kernel/target.ts';
import { addDays, dateIn } from '../../../kernel/time.ts';
import type { Deps } from '../../../stores.ts';
import { notice } from '../../messaging/model/notice.ts';
import {
  type CommandHandlers,
  type FormHandler,
  type FormReply,
  formsOf,
  type RefusalReplies,
  show,
  typedForm,
  withErrors,
  withoutCards,
} from '../../messaging/reply.ts';
import { formPurposes } from '../../practice/model/purpose.ts';
import type { RequestCard } from '../cards/views.ts';
import type { ListMyRequests } from '../listMyRequests.ts';
import { requestActions, type requestCommands } from '../model/actions.ts';
import { readWish } from '../model/wish/readWish.ts';
import type { SubmitRequest } from '../submitRequest.ts';

export interface RequestFormDeps extends Pick<Deps, 'clock' | 'practice'> {
  readonly submitRequest: SubmitRequest;
  readonly listMyRequests: ListMyRequests;
}

/** Characters of a typed line that are read for the form; its longest input takes far less. */
const MAX_LINE_LENGTH = 5_000;

/** Asking for a recording: the command, the form and its submission; and a person's own requests. */
export function createRequestFormHandlers(deps: RequestFormDeps, { refusalReply }: RefusalReplies) {
  const { clock, practice } = deps;

  const form = (state: FormState): FormReply<RequestCard> => {
    const now = clock.now();
    return {
      ...formsOf(requestActions)('request', NEW),
      card: {
        kind: 'request-form',
        form: state,
        purposes: formPurposes(practice.purposes),
        today: dateIn(now, practice.zone),
        earliest: dateIn(addDays(now, -practice.limits.recordingsDays), practice.zone),
      },
    };
  };

  const request: FormHandler<'new', RequestCard> = {
    open: ({ values }) => form(withErrors(values, {})),
    submit: async ({ values, actor, idempotencyKey }) => {
      const result = await deps.submitRequest({ actor, values, idempotencyKey });
      if (result.ok)
        return show(
          notice(
            'good',
            `Request ${result.value.request.id} is on its way`,
            'The people who decide have been told. You will hear here, in your own chat, what they say.',
          ),
        );
      if (result.error.kind === 'refused') return refusalReply(result.error.refused);
      return form(withErrors(withoutCards(values), result.error.errors));
    },
  };

  const commands: CommandHandlers<typeof requestCommands, RequestCard> = {
    'request-recording': (text) => {
      const { zone, directory } = practice;
      const { values } = readWish(text.slice(0, MAX_LINE_LENGTH), { now: clock.now(), zone, staff: directory.people });
      return form(typedForm(text, values, zone));
    },
    'my-requests': async (_text, actor) =>
      show({ kind: 'my-requests', lines: await deps.listMyRequests(actor), zone: practice.zone }),
  };

  return { request, commands };
}
