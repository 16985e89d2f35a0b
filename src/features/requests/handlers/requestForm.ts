import type { FormErrors, FormValues } from '../../../kernel/form.ts';
import { holdsCardNumber } from '../../../kernel/paymentCard.ts';
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
import type { Actor } from '../../people/actor.ts';
import { formPurposes } from '../../practice/model/purpose.ts';
import type { RequestCard } from '../cards/views.ts';
import type { ListMyRequests } from '../listMyRequests.ts';
import { requestActions, type requestCommands } from '../model/actions.ts';
import { type FieldFault, fieldErrors, type RequestField } from '../model/fields.ts';
import { parseRequestForm } from '../model/form.ts';
import { openQuestions } from '../model/openQuestions.ts';
import { isWholeForm, shownFields } from '../model/shownFields.ts';
import { readWish } from '../model/wish/readWish.ts';
import { formContext, type SubmitRequest } from '../submitRequest.ts';

export interface RequestFormDeps extends Pick<Deps, 'clock' | 'ids' | 'practice'> {
  readonly submitRequest: SubmitRequest;
  readonly listMyRequests: ListMyRequests;
}

/** What no answer to a question mends: it is said before anything is sent. */
const SAID_AT_ONCE: ReadonlySet<FieldFault> = new Set(['past-retention', 'in-the-future', 'too-long']);

const WHOLE: FormValues = { shown: 'all' };

/** Asking for a recording: a wish in the person's own words, the form and its submission; and a person's own requests. */
export function createRequestFormHandlers(deps: RequestFormDeps, { refusalReply }: RefusalReplies) {
  const { clock, practice } = deps;

  const form = (
    values: FormValues,
    errors: FormErrors = {},
    noticeText: string | null = null,
  ): FormReply<RequestCard> => {
    const now = clock.now();
    return {
      ...formsOf(requestActions)('request', NEW),
      card: {
        kind: 'request-form',
        form: withErrors(values, errors, noticeText),
        shown: shownFields(values, practice.purposes, Object.keys(errors)),
        isWhole: isWholeForm(values),
        purposes: formPurposes(practice.purposes),
        staff: practice.directory.people,
        today: dateIn(now, practice.zone),
        earliest: dateIn(addDays(now, -practice.limits.recordingsDays), practice.zone),
      },
      redrawnBy: ['purpose'],
    };
  };

  /** A form filled in from elsewhere asks for what is open; an empty one, and one that was drawn before, is as it was. */
  const opened = (values: FormValues): FormReply<RequestCard> => {
    if (values.shown !== undefined) return form(values);
    if (Object.keys(values).length === 0) return form(WHOLE);
    const notKnown = (values.notKnown ?? '').split(',') as readonly RequestField[];
    const context = formContext(practice, clock);
    const parsed = parseRequestForm(values, context);
    const faults = parsed.ok ? [] : Object.entries(parsed.error).filter(([, fault]) => SAID_AT_ONCE.has(fault));
    const errors = fieldErrors(Object.fromEntries(faults), context.recordingsDays);
    return form({ ...values, shown: openQuestions(values, context, notKnown).join(',') }, errors);
  };

  const wish = (text: string): FormReply<RequestCard> => {
    if (text.trim() === '') return form(WHOLE);
    if (holdsCardNumber(text))
      return form({ ...withoutCards({ reason: text }), ...WHOLE }, {}, typedForm(text, {}, practice.zone).notice);
    const read = readWish(text, { now: clock.now(), zone: practice.zone, staff: practice.directory.people });
    // What was understood stands in the chat with its button: however it is sent, and how often, it counts once.
    return opened({ ...read.values, notKnown: read.notKnown.join(','), once: deps.ids.unique() });
  };

  const myRequests = async (actor: Actor, page: number) =>
    show<RequestCard>({ kind: 'my-requests', lines: await deps.listMyRequests(actor), page, zone: practice.zone });

  const request: FormHandler<'new', RequestCard> = {
    // What is drawn anew must not bring a card number back either.
    open: ({ values }) => opened(withoutCards(values)),
    submit: async ({ values, actor, idempotencyKey }) => {
      const key = values.once ? `wish:${values.once}` : idempotencyKey;
      const result = await deps.submitRequest({ actor, values, idempotencyKey: key });
      if (result.ok)
        return show(
          notice(
            'good',
            `Request ${result.value.request.id} sent`,
            'It is on its way: the people who decide have been told. You will hear here, in your own chat, what they say.',
          ),
        );
      if (result.error.kind === 'refused') return refusalReply(result.error.refused);
      return form(withoutCards(values), result.error.errors);
    },
  };

  const commands: CommandHandlers<typeof requestCommands, RequestCard> = {
    'request-recording': wish,
    'my-requests': (_text, actor) => myRequests(actor, 1),
  };

  return { request, myRequests, commands };
}
