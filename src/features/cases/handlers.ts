import { STEP_VERBS, type StepVerb, type Verb, verbOfStep } from '../../chat/actions.ts';
import type { CardView } from '../../chat/cardView.ts';
import { createTurnAway } from '../../chat/refuse.ts';
import type { Answer, FormAnswer } from '../../chat/reply.ts';
import type { FormErrors, FormState, FormValues } from '../../kernel/form.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import { type Refused, refusal } from '../../kernel/refused.ts';
import type { SubmitFault } from '../../kernel/submitFault.ts';
import type { Actor } from '../people/actor.ts';
import { holds } from '../people/model/person.ts';
import type { RaiseRelease } from '../releases/raiseRelease.ts';
import { EMPTY, withErrors } from '../requests/handlers/forms.ts';
import { withoutCards } from '../requests/handlers/submit.ts';
import { CASE_DAYS } from '../requests/makeGrant.ts';
import type { CaseDeps, OnCase } from './actOnCase.ts';
import type { CaseView } from './caseView.ts';
import { loadCaseView } from './loadCaseView.ts';
import type { CaseFile } from './model/case.ts';
import type { FormedStep } from './model/stepForm.ts';
import { mayWorkOn, releaseFault, stepsOpen } from './model/steps.ts';
import type { TakeCaseStep } from './takeCaseStep.ts';

export interface CaseDialogueDeps extends CaseDeps {
  readonly takeCaseStep: TakeCaseStep;
  readonly markConfidential: OnCase;
  readonly seeEmergency: OnCase;
  readonly raiseRelease: RaiseRelease;
}

/** Recordings the form offers: Slack takes no more choices. Any other is found by a search, and released from there. */
const MOST_CHOICES = 100;

const show = (card: CardView): Answer => ({ kind: 'show', card });

/** A dialogue about one subject gives undefined for what is not about it. */
export type Part<T> = Promise<T | undefined>;

/** What is said about cases: their steps, and the release of a recording from them. */
export function createCaseDialogue(
  deps: CaseDialogueDeps,
  sorry: (fault: Refused, backTo?: string) => Answer,
) {
  const { uow, clock, practice } = deps;
  const turnAway = createTurnAway(deps, sorry);

  const load = (id: string): Promise<CaseView | undefined> =>
    uow.read(async (stores) => {
      const file = await stores.cases.find(id);
      return file && loadCaseView(stores, file, deps, clock.now(), true);
    });
  const caseCard = (view: CaseView): Answer => show({ kind: 'case', view });
  const stepForm = (view: CaseView, step: FormedStep, form: FormState): FormAnswer => ({
    kind: 'form',
    send: `send-${verbOfStep(step)}` as Verb,
    id: view.file.id,
    errors: form.errors,
    card: {
      kind: 'step-form',
      view,
      step,
      form: { ...form, values: { ...prefilled(view.file, step), ...form.values } },
    },
  });

  const releaseForm = async (view: CaseView, actor: Actor, form: FormState): Promise<FormAnswer> => {
    const { kept } = await uow.read(async (stores) => {
      const all = [];
      for (const { hold } of view.holds) all.push(...(await stores.holds.copiesOf(hold.id)));
      return { kept: all.filter(({ state }) => state === 'held' || state === 'unproven') };
    });
    const recordings = [...new Map(kept.map(({ recording }) => [recording.id, recording])).values()];
    const chosen = form.values.recordingId;
    recordings.sort(
      (a, b) => Number(b.id === chosen) - Number(a.id === chosen) || (a.startedAt < b.startedAt ? 1 : -1),
    );
    return {
      kind: 'form',
      send: 'send-release',
      id: view.file.id,
      errors: form.errors,
      card: {
        kind: 'release-form',
        view,
        recordings: recordings.slice(0, MOST_CHOICES),
        moreRecordings: Math.max(0, recordings.length - MOST_CHOICES),
        dayChoices: CASE_DAYS,
        consultation: holds(actor, 'dpo')
          ? null
          : practice.purposes[view.file.kind === 'police' ? 'crime' : 'subject-access'].delegateStatement,
        form,
      },
    };
  };

  /** Why this person may not open this form; undefined when they may. */
  const openFault = (view: CaseView, verb: Verb, actor: Actor): Refusal | undefined => {
    const standing = mayWorkOn(view.file, actor);
    if (standing) return standing;
    if (verb === 'open-release') return releaseFault(view.file);
    const step = stepOfVerb(verb, 'open-');
    return step !== undefined && !stepsOpen(view.file).includes(step) ? 'step-not-open' : undefined;
  };

  const settled = (
    result:
      | { readonly ok: true; readonly value: CaseView }
      | { readonly ok: false; readonly error: SubmitFault },
    again: (errors: FormErrors) => Answer | Promise<Answer>,
    id: string,
  ): Answer | Promise<Answer> => {
    if (result.ok) return caseCard(result.value);
    return result.error.kind === 'fields' ? again(result.error.errors) : sorry(result.error.refused, id);
  };

  /** The form to release from a case what a search came upon. */
  const openRelease = async (id: string, recordingId: string, actor: Actor): Promise<Answer> => {
    const view = await load(id);
    const fault = view ? openFault(view, 'open-release', actor) : 'case-not-found';
    if (!view || fault) return turnAway('open-release', fault ?? 'case-not-found', actor, view?.file.id);
    return releaseForm(view, actor, withErrors({ recordingId }, {}));
  };

  return {
    openRelease,
    press: async (verb: Verb, id: string, actor: Actor): Part<Answer> => {
      switch (verb) {
        case 'mark-confidential': {
          const result = await deps.markConfidential({ caseId: id, actor });
          return result.ok ? caseCard(result.value) : sorry(result.error, id);
        }
        case 'see-emergency': {
          const result = await deps.seeEmergency({ caseId: id, actor });
          return result.ok ? show({ kind: 'emergency-notice', view: result.value }) : sorry(result.error);
        }
        case 'show':
        case 'back':
        case 'open-release': {
          if (!isCaseId(id)) return undefined;
          const view = await load(id);
          const fault = view ? openFault(view, verb, actor) : 'case-not-found';
          if (!view || fault) return turnAway(verb, fault ?? 'case-not-found', actor, view?.file.id);
          return verb === 'open-release' ? releaseForm(view, actor, EMPTY) : caseCard(view);
        }
        default: {
          const step = stepOfVerb(verb, 'open-');
          if (step === undefined) return undefined;
          const view = await load(id);
          const fault = view ? openFault(view, verb, actor) : 'case-not-found';
          return !view || fault
            ? turnAway(verb, fault ?? 'case-not-found', actor, view?.file.id)
            : stepForm(view, step, EMPTY);
        }
      }
    },

    send: async (verb: Verb, id: string, values: FormValues, actor: Actor): Part<Answer> => {
      const again = async (
        form: (view: CaseView, errors: FormErrors) => Answer | Promise<Answer>,
        errors: FormErrors,
      ) => {
        const view = await load(id);
        return view && !mayWorkOn(view.file, actor) ? form(view, errors) : sorry(refusal('case-not-found'));
      };
      if (verb === 'send-release') {
        const result = await deps.raiseRelease({ caseId: id, actor, values });
        if (!result.ok && result.error.kind === 'refused') {
          const field = RELEASE_FIELD_OF[result.error.refused.code];
          if (field !== undefined) {
            const { code } = result.error.refused;
            return again(
              (view, errors) => releaseForm(view, actor, withErrors(withoutCards(values), errors)),
              {
                [field]: RELEASE_WORDS[code] ?? 'Look at this again.',
              },
            );
          }
        }
        return settled(
          result,
          (errors) =>
            again((view, said) => releaseForm(view, actor, withErrors(withoutCards(values), said)), errors),
          id,
        );
      }
      const step = stepOfVerb(verb, 'send-');
      if (step === undefined) return undefined;
      const result = await deps.takeCaseStep({ caseId: id, actor, kind: step, values });
      return settled(
        result,
        (errors) =>
          again((view, said) => stepForm(view, step, withErrors(withoutCards(values), said)), errors),
        id,
      );
    },
  };
}

const isCaseId = (id: string): boolean => /^[SP]-/.test(id);

function stepOfVerb(verb: Verb, prefix: 'open-' | 'send-'): FormedStep | undefined {
  if (!verb.startsWith(prefix)) return undefined;
  const name = verb.slice(prefix.length);
  return Object.hasOwn(STEP_VERBS, name) ? STEP_VERBS[name as StepVerb] : undefined;
}

/** What was filled in before stands there again: the police’s particulars may be completed bit by bit. */
function prefilled(file: CaseFile, step: FormedStep): FormValues {
  const before = file.steps.findLast(({ kind }) => kind === step);
  if (before?.kind !== 'police-details') return {};
  const { offence, ...fields } = before.fields;
  return { ...fields, offence: offence ?? '', offenceWithheld: String(offence === null) };
}

/** At which input of the release form a refusal belongs. */
const RELEASE_FIELD_OF: Readonly<Partial<Record<Refusal, string>>> = {
  'not-held': 'recordingId',
  'part-empty': 'to',
  'part-too-long': 'to',
  'days-out-of-range': 'days',
  'reason-missing': 'reason',
  'text-too-long': 'reason',
  'card-number': 'reason',
  'statement-missing': 'consultation',
};

const RELEASE_WORDS: Readonly<Partial<Record<Refusal, string>>> = {
  'not-held': 'Choose one of the recordings held for this case.',
  'part-empty': 'The end must come after the start, inside the recording.',
  'part-too-long': 'That part is longer than may be released at once. Choose a shorter one.',
  'days-out-of-range': 'Choose one of the offered lengths of time.',
  'reason-missing': 'Say why this recording answers the request.',
  'text-too-long': 'Shorten this to 1,000 characters.',
  'card-number': 'This looks like a payment card number. Take it out; nothing was kept.',
  'statement-missing': 'State when and how you consulted the Data Protection Officer.',
};
