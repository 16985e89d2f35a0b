import type { Verb } from '../../../chat/actions.ts';
import type { CardView } from '../../../chat/cardView.ts';
import { createTurnAway } from '../../../chat/refuse.ts';
import type { Answer, Command, FormAnswer } from '../../../chat/reply.ts';
import type { FormState, FormValues } from '../../../kernel/form.ts';
import type { CaseId } from '../../../kernel/ids.ts';
import { holdsCardNumber } from '../../../kernel/paymentCard.ts';
import { type Refused, refusal } from '../../../kernel/refused.ts';
import { dateIn, timeIn } from '../../../kernel/time.ts';
import type { LoadHome } from '../../home/loadHome.ts';
import type { Actor } from '../../people/actor.ts';
import type { DelegateDpo, EndDelegation } from '../../people/delegateDpo.ts';
import type { NamedDelegation } from '../../people/delegationTypes.ts';
import { holds } from '../../people/model/person.ts';
import { nameOfPerson } from '../../people/names.ts';
import { formatNumber } from '../../recordings/model/externalNumber.ts';
import type { Recording } from '../../recordings/model/recording.ts';
import type { RecentDisclosures } from '../../register/recentDisclosures.ts';
import { EMPTY, requestForm, withErrors } from '../../requests/handlers/forms.ts';
import { withoutCards } from '../../requests/handlers/submit.ts';
import type { CaseDeps } from '../actOnCase.ts';
import type { Part } from '../handlers.ts';
import { casesHolding } from '../holds/placeHold.ts';
import type { FindRecordings, TurnPage } from './findRecordings.ts';
import type { HoldFound } from './holdFound.ts';

export interface DpoDeskDeps extends CaseDeps {
  readonly publicUrl: string | null;
  readonly findRecordings: FindRecordings;
  readonly turnPage: TurnPage;
  readonly holdFound: HoldFound;
  readonly delegateDpo: DelegateDpo;
  readonly endDelegation: EndDelegation;
  readonly loadHome: LoadHome;
  readonly recentDisclosures: RecentDisclosures;
}

const show = (card: CardView): Answer => ({ kind: 'show', card });

/** Lines of the register a card shows. */
const LINES_SHOWN = 10;

/** What is said about searches, stand-ins, the register and everybody’s home. */
export function createDpoDesk(
  deps: DpoDeskDeps,
  sorry: (fault: Refused, backTo?: string) => Answer,
  openRelease: (caseId: string, recordingId: string, actor: Actor) => Promise<Answer>,
) {
  const { uow, clock, practice } = deps;
  const turnAway = createTurnAway(deps, sorry);
  const today = (): string => dateIn(clock.now(), practice.zone);
  const isDpo = (actor: Actor): boolean => holds(actor, 'dpo', 'dpo-delegate');

  const searchForm = (form: FormState): FormAnswer => ({
    kind: 'form',
    send: 'send-search',
    id: '',
    errors: form.errors,
    card: { kind: 'search-form', form, today: today() },
  });

  const delegationForm = (form: FormState): FormAnswer => ({
    kind: 'form',
    send: 'send-delegation',
    id: '',
    errors: form.errors,
    card: {
      kind: 'delegation-form',
      people: practice.directory.people.filter(({ email }) => !practice.directory.dpo.includes(email)),
      today: today(),
      form,
    },
  });

  const delegationCard = async (delegation: NamedDelegation): Promise<Answer> =>
    uow.read(async (stores) =>
      show({
        kind: 'delegation',
        delegation,
        name: await nameOfPerson(stores, deps, delegation.email),
        namedBy: await nameOfPerson(stores, deps, delegation.namedBy),
        now: clock.now(),
        mayEnd: true,
        zone: practice.zone,
      }),
    );

  const foundForm = async (id: string, actor: Actor, form: FormState): Promise<Answer> => {
    const [searchId = '', recordingId] = id.split(':');
    const loaded = await uow.read(async (stores) => {
      const search = await stores.searches.find(searchId);
      if (recordingId === undefined)
        return { search, recording: null, isStored: false, heldFor: [] as readonly CaseId[] };
      const live = await stores.recordings.find(recordingId);
      const [kept] = await stores.holds.keptOf([recordingId]);
      const heldFor = await casesHolding(stores, recordingId);
      return { search, recording: live ?? kept?.recording, isStored: live !== undefined, heldFor };
    });
    if (loaded.search?.by !== actor.email) return sorry(refusal('search-over'));
    if (loaded.recording === undefined) return sorry(refusal('recording-gone'));
    const { cases } = await deps.loadHome(actor);
    return {
      kind: 'form',
      send: 'send-found',
      id,
      errors: form.errors,
      card: {
        kind: 'found-form',
        id,
        recording: loaded.recording,
        isStored: loaded.isStored,
        cases,
        releasable: cases.filter((line) => loaded.heldFor.includes(line.id)),
        form,
        zone: practice.zone,
      },
    };
  };

  const home = async (actor: Actor, page = 1): Promise<Answer> =>
    show({ kind: 'home', view: await deps.loadHome(actor), page });

  const register = async (actor: Actor): Promise<Answer> => {
    const lines = await deps.recentDisclosures({ actor, limit: LINES_SHOWN + 1 });
    if (!lines.ok) return sorry(lines.error);
    return show({
      kind: 'register',
      lines: lines.value.slice(0, LINES_SHOWN),
      hasMore: lines.value.length > LINES_SHOWN,
      canExport: deps.publicUrl !== null,
      zone: practice.zone,
    });
  };

  return {
    command: async (command: Command, text: string, actor: Actor): Part<Answer> => {
      switch (command) {
        case 'recording-desk':
          return home(actor);
        case 'find-recordings':
          if (!isDpo(actor)) return turnAway(command, 'not-the-dpo', actor);
          return searchForm(
            withErrors(text === '' || holdsCardNumber(text) ? {} : { reason: text.slice(0, 500) }, {}),
          );
        case 'disclosures':
          return register(actor);
        case 'dpo-delegate':
          return holds(actor, 'dpo') ? delegationForm(EMPTY) : turnAway(command, 'not-the-dpo', actor);
        default:
          return undefined;
      }
    },

    press: async (verb: Verb, id: string, actor: Actor): Part<Answer> => {
      switch (verb) {
        case 'open-home':
          return home(actor, Math.max(1, Number.parseInt(id, 10) || 1));
        case 'open-search':
          return isDpo(actor) ? searchForm(EMPTY) : turnAway(verb, 'not-the-dpo', actor);
        case 'more-found': {
          const [searchId = '', page] = id.split(':');
          const found = await deps.turnPage({ actor, searchId, page: Number(page) });
          return found.ok ? show({ kind: 'found', view: found.value }) : sorry(found.error);
        }
        case 'open-found':
          return isDpo(actor) ? foundForm(id, actor, EMPTY) : turnAway(verb, 'not-the-dpo', actor);
        case 'end-delegation': {
          const ended = await deps.endDelegation({ actor, id });
          return ended.ok ? delegationCard(ended.value) : sorry(ended.error);
        }
        case 'show':
        case 'back': {
          if (!id.startsWith('F-')) return undefined;
          const found = await deps.turnPage({ actor, searchId: id.split(':')[0] ?? '', page: 1 });
          return found.ok ? show({ kind: 'found', view: found.value }) : sorry(found.error);
        }
        default:
          return undefined;
      }
    },

    send: async (verb: Verb, id: string, values: FormValues, actor: Actor, once: string): Part<Answer> => {
      switch (verb) {
        case 'send-search': {
          const found = await deps.findRecordings({ actor, values });
          if (found.ok) return show({ kind: 'found', view: found.value });
          return found.error.kind === 'refused'
            ? sorry(found.error.refused)
            : searchForm(withErrors(withoutCards(values), found.error.errors));
        }
        case 'send-found': {
          const [searchId = '', recordingId = null] = id.split(':');
          if (values.to === 'request' && recordingId !== null) return askToHear(recordingId, actor);
          const [, releaseFrom] = /^release:(.+)$/.exec(values.to ?? '') ?? [];
          if (releaseFrom !== undefined && recordingId !== null)
            return openRelease(releaseFrom, recordingId, actor);
          const used = await deps.holdFound({ actor, searchId, recordingId, values });
          if (used.ok) return show({ kind: 'hold', view: used.value });
          return used.error.kind === 'refused'
            ? sorry(used.error.refused)
            : foundForm(id, actor, withErrors(withoutCards(values), used.error.errors));
        }
        case 'send-delegation': {
          const named = await deps.delegateDpo({ actor, values, once });
          if (named.ok) return delegationCard(named.value);
          return named.error.kind === 'refused'
            ? sorry(named.error.refused)
            : delegationForm(withErrors(values, named.error.errors));
        }
        default:
          return undefined;
      }
    },
  };

  /** The request form, filled in with what is known of the recording. */
  async function askToHear(recordingId: string, actor: Actor): Promise<Answer> {
    if (!isDpo(actor)) return turnAway('send-found', 'not-the-dpo', actor);
    const recording = await uow.read(({ recordings }) => recordings.find(recordingId));
    return recording
      ? requestForm(deps, withErrors(known(recording, practice.zone), {}))
      : sorry(refusal('recording-gone'));
  }
}

const known = (
  { startedAt, extension, number, direction, parties }: Recording,
  zone: string,
): FormValues => ({
  whenKind: 'about',
  date: dateIn(startedAt, zone),
  time: timeIn(startedAt, zone),
  ...(extension === null ? { extensionNotKnown: 'true' } : { extension }),
  ...(direction === 'internal'
    ? { numberKind: 'internal' }
    : number === null
      ? { numberKind: 'not-known' }
      : number === 'withheld'
        ? { numberKind: 'withheld' }
        : { numberKind: 'known', number: formatNumber(number) }),
  ...(parties === '' ? { partiesNotKnown: 'true' } : { parties: parties.slice(0, 300) }),
});
