import type { FormState, FormValues } from '../../../kernel/form.ts';
import type { CaseId } from '../../../kernel/ids.ts';
import { holdsCardNumber } from '../../../kernel/paymentCard.ts';
import { refusal } from '../../../kernel/refusal.ts';
import { NEW, type TargetOf } from '../../../kernel/target.ts';
import { dateIn, timeIn } from '../../../kernel/time.ts';
import {
  type ActionHandlers,
  type CommandHandlers,
  EMPTY_FORM,
  type FormHandler,
  type FormReply,
  formsOf,
  openForm,
  type RefusalReplies,
  type Reply,
  type ShowTarget,
  show,
  withErrors,
  withoutCards,
} from '../../messaging/reply.ts';
import type { Actor } from '../../people/actor.ts';
import { mayActAsDpo } from '../../people/model/person.ts';
import { formatNumber } from '../../recordings/model/externalNumber.ts';
import type { Recording } from '../../recordings/model/recording.ts';
import { releaseActions } from '../../releases/model/actions.ts';
import { requestActions } from '../../requests/model/actions.ts';
import type { CaseDeps } from '../actOnCase.ts';
import type { HoldCard } from '../holds/cards/hold.ts';
import { casesHolding } from '../holds/placeHold.ts';
import { listCases } from '../listCases.ts';
import { searchActions, type searchCommands } from '../model/actions.ts';
import { caseToReleaseFrom, type FoundCard, TO_REQUEST } from './cards.ts';
import type { FindRecordings, TurnPage } from './findRecordings.ts';
import type { HoldFound } from './holdFound.ts';

/** What was found, or the hold that it has been put under. */
type SearchReplyCard = FoundCard | HoldCard;

export interface SearchHandlerDeps extends CaseDeps {
  readonly findRecordings: FindRecordings;
  readonly turnPage: TurnPage;
  readonly holdFound: HoldFound;
}

/** What is replied to the DPO's searches, and to what is to be done with what was found. */
export function createSearchHandlers(deps: SearchHandlerDeps, refusals: RefusalReplies) {
  const { clock, practice } = deps;
  const { refusalReply, refuse } = refusals;

  const searchForm = (form: FormState): FormReply<SearchReplyCard> => ({
    ...formsOf(searchActions)('search', NEW),
    card: { kind: 'search-form', form, today: dateIn(clock.now(), practice.zone) },
  });

  const page = async (searchId: string, number: number, actor: Actor): Promise<Reply<SearchReplyCard>> => {
    const found = await deps.turnPage({ actor, searchId, page: number });
    return found.ok ? show({ kind: 'found', view: found.value }) : refusalReply(found.error);
  };

  const actions: ActionHandlers<typeof searchActions, SearchReplyCard> = {
    search: {
      open: ({ actor }) => (mayActAsDpo(actor) ? searchForm(EMPTY_FORM) : refuse('search', 'not-the-dpo', actor)),
      submit: async ({ values, actor }) => {
        const found = await deps.findRecordings({ actor, values });
        if (found.ok) return show({ kind: 'found', view: found.value });
        return found.error.kind === 'refused'
          ? refusalReply(found.error.refused)
          : searchForm(withErrors(withoutCards(values), found.error.errors));
      },
    },
    'more-found': ({ target, actor }) => page(target.id, target.page ?? 1, actor),
    'use-found': usingFound(deps, refusals),
  };

  const commands: CommandHandlers<typeof searchCommands, SearchReplyCard> = {
    'find-recordings': (text, actor) =>
      mayActAsDpo(actor)
        ? searchForm(withErrors(text === '' || holdsCardNumber(text) ? {} : { reason: text.slice(0, 500) }, {}))
        : refuse('find-recordings', 'not-the-dpo', actor),
  };

  const showSearch: ShowTarget<'search', SearchReplyCard> = ({ id }, actor) => page(id, 1, actor);

  return { actions, commands, shows: { search: showSearch } };
}

/** Uses what was found: a request to hear it, a release of it, or a hold on it. */
function usingFound(deps: SearchHandlerDeps, refusals: RefusalReplies): FormHandler<'search', SearchReplyCard> {
  const { refusalReply, refuse } = refusals;
  const { uow, practice } = deps;

  const foundForm = async (
    target: TargetOf<'search'>,
    actor: Actor,
    form: FormState,
  ): Promise<Reply<SearchReplyCard>> => {
    const { search, cases, recording, isStored, heldFor } = await loadFound(deps, target, actor);
    if (search?.by !== actor.email) return refusalReply(refusal('search-over'));
    if (recording === undefined) return refusalReply(refusal('recording-gone'));
    return {
      ...formsOf(searchActions)('use-found', target),
      card: {
        kind: 'found-form',
        target,
        recording,
        isStored,
        cases,
        releasable: cases.filter((line) => heldFor.includes(line.id)),
        form,
        zone: practice.zone,
      },
    };
  };

  /** The request form, filled in with what is known of the recording. */
  const askToHear = async (recordingId: string, actor: Actor): Promise<Reply<SearchReplyCard>> => {
    if (!mayActAsDpo(actor)) return refuse('use-found', 'not-the-dpo', actor);
    const recording = await uow.read(({ recordings }) => recordings.find(recordingId));
    return recording
      ? openForm(requestActions, 'request', NEW, known(recording, practice.zone))
      : refusalReply(refusal('recording-gone'));
  };

  return {
    open: ({ target, actor }) =>
      mayActAsDpo(actor) ? foundForm(target, actor, EMPTY_FORM) : refuse('use-found', 'not-the-dpo', actor),
    submit: async ({ target, values, actor }) => {
      const { recording: recordingId = null } = target;
      const use = values.to ?? '';
      if (recordingId !== null && use === TO_REQUEST) return askToHear(recordingId, actor);
      const releaseFrom = recordingId === null ? undefined : caseToReleaseFrom(use);
      if (releaseFrom !== undefined && recordingId !== null)
        return openForm(releaseActions, 'release', { kind: 'case', id: releaseFrom }, { recordingId });
      const used = await deps.holdFound({ actor, searchId: target.id, recordingId, values });
      if (used.ok) return show({ kind: 'hold', view: used.value });
      return used.error.kind === 'refused'
        ? refusalReply(used.error.refused)
        : foundForm(target, actor, withErrors(withoutCards(values), used.error.errors));
    },
  };
}

/** The search, the recording meant (null for all it found, undefined when gone), and what there is to do with it. */
const loadFound = ({ uow }: SearchHandlerDeps, target: TargetOf<'search'>, actor: Actor) =>
  uow.read(async (context) => {
    const { recording: recordingId } = target;
    const search = await context.searches.find(target.id);
    const cases = await listCases(context, actor);
    if (recordingId === undefined)
      return { search, cases, recording: null, isStored: false, heldFor: [] as readonly CaseId[] };
    const live = await context.recordings.find(recordingId);
    const [kept] = await context.holds.findKept([recordingId]);
    const heldFor = await casesHolding(context, recordingId);
    return { search, cases, recording: live ?? kept?.recording, isStored: live !== undefined, heldFor };
  });

const known = (recording: Recording, zone: string): FormValues => {
  const { startedAt, extension, otherExtension, number, direction, parties } = recording;
  return {
    date: dateIn(startedAt, zone),
    time: timeIn(startedAt, zone),
    extension: [extension, direction === 'internal' ? otherExtension : null]
      .filter((each) => each !== null)
      .join(' and '),
    number:
      direction === 'internal'
        ? 'internal'
        : number === null || number === 'withheld'
          ? (number ?? '')
          : formatNumber(number),
    parties: parties.slice(0, 300),
  };
};
