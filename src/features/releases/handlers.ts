import type { FormErrors, FormState } from '../../kernel/form.ts';
import { type Refusal, refusal } from '../../kernel/refusal.ts';
import { type CaseDeps, loadFullCaseView } from '../cases/actOnCase.ts';
import type { CaseView } from '../cases/loadCaseView.ts';
import { isEmergencyNow } from '../cases/model/case.ts';
import { isKept } from '../cases/model/hold.ts';
import { mayWorkOn, raisingFault } from '../cases/model/steps.ts';
import { notice } from '../messaging/model/notice.ts';
import {
  type ActionHandlers,
  EMPTY_FORM,
  type FormHandler,
  type FormReply,
  formsOf,
  type PressHandler,
  type RefusalReplies,
  type Reply,
  type ShowTarget,
  show,
  withErrors,
  withoutCards,
} from '../messaging/reply.ts';
import type { Actor } from '../people/actor.ts';
import { hasRole } from '../people/model/person.ts';
import { loadRequestView, type RequestView } from '../requests/loadRequestView.ts';
import { CASE_DAYS } from '../requests/makeGrant.ts';
import type { ReleaseCard } from './cards/views.ts';
import { findRelease } from './caseRelease.ts';
import type { EndExternalLinks } from './endExternalLinks.ts';
import type { GiveExternalLink } from './giveExternalLink.ts';
import type { MintPageLink } from './mintPageLink.ts';
import { releaseActions } from './model/actions.ts';
import type { RaiseRelease } from './raiseRelease.ts';

export interface ReleaseHandlerDeps extends CaseDeps {
  readonly raiseRelease: RaiseRelease;
  readonly mintPageLink: MintPageLink;
  readonly giveExternalLink: GiveExternalLink;
  readonly endExternalLinks: EndExternalLinks;
}

/** Recordings the form offers: Slack takes no more choices. Any other is found by a search, and released from there. */
const MAX_CHOICES = 100;

const MADE_ALREADY = notice(
  'plain',
  'This link is made already',
  'The form came twice, and counted once. Link and passcode stand in the first answer. If you have not got them, withdraw the link on the release’s card and give another.',
);

/** What is replied about a release of a case: raising it, redacting, external links, copies, documents. */
export function createReleaseHandlers(deps: ReleaseHandlerDeps, refusals: RefusalReplies) {
  const { showRelease, ...links } = externalLinks(deps, refusals);

  const page = async (
    title: string,
    actor: Actor,
    what: Parameters<MintPageLink>[0]['page'],
  ): Promise<Reply<ReleaseCard>> => {
    const minted = await deps.mintPageLink({ actor, page: what });
    if (!minted.ok) return refusals.refusalReply(minted.error);
    return show({ kind: 'page-link', title, zone: deps.practice.zone, ...minted.value });
  };

  const actions: ActionHandlers<typeof releaseActions, ReleaseCard> = {
    release: raising(deps, refusals),
    ...links,
    // The message it stood in is drawn anew, as the release's card, by what is known of the copies of that.
    'passcode-given': ({ target }) => ({ kind: 'see', target: { kind: 'release', id: target.id } }),
    redact: ({ target, actor }) => page('Silence parts', actor, { kind: 'redaction', requestId: target.id }),
    'hand-over': ({ target, actor }) =>
      page('Copy to hand over', actor, { kind: 'documents', documents: 'cover-sheet', subject: target.id }),
    'case-pack': ({ target, actor }) =>
      page('Case pack', actor, { kind: 'documents', documents: 'case-pack', subject: target.id }),
    'export-register': ({ actor }) =>
      page('Register of disclosures', actor, { kind: 'documents', documents: 'register', subject: 'register' }),
  };

  return { actions, shows: { release: showRelease } };
}

/** Raises a release of one of the recordings held for a case. */
function raising(deps: ReleaseHandlerDeps, refusals: RefusalReplies): FormHandler<'case', ReleaseCard> {
  const { refusalReply, refuse } = refusals;
  return {
    open: async ({ target, actor, values }) => {
      const view = await loadFullCaseView(deps, target.id);
      if (!view) return refuse('release', 'case-not-found', actor);
      const fault = raisingFault(view.caseRecord, actor);
      return fault
        ? refuse('release', fault, actor, view.caseRecord.id)
        : releaseForm(deps, view, actor, withErrors(values, {}));
    },
    submit: async ({ target, values, actor }) => {
      const result = await deps.raiseRelease({ caseId: target.id, actor, values });
      if (result.ok) return { kind: 'see', target };
      const errors =
        result.error.kind === 'fields' ? result.error.errors : RELEASE_FORM_ERRORS[result.error.refused.code];
      if (result.error.kind === 'refused' && errors === undefined) return refusalReply(result.error.refused, target);
      const view = await loadFullCaseView(deps, target.id);
      return view && errors && !mayWorkOn(view.caseRecord, actor)
        ? releaseForm(deps, view, actor, withErrors(withoutCards(values), errors))
        : refusalReply(refusal('case-not-found'));
    },
  };
}

async function releaseForm(
  { uow, practice }: ReleaseHandlerDeps,
  view: CaseView,
  actor: Actor,
  form: FormState,
): Promise<FormReply<ReleaseCard>> {
  const kept = await uow.read(async ({ holds: store }) => {
    const all = [];
    for (const { hold } of view.holds) all.push(...(await store.copiesOf(hold.id)));
    const kept = all.filter(isKept);
    const locked = await store.lockedAmong(kept.map(({ recordingId }) => recordingId));
    return kept.filter(({ recordingId }) => !locked.has(recordingId));
  });
  const recordings = [...new Map(kept.map(({ recording }) => [recording.id, recording])).values()];
  const chosen = form.values.recordingId;
  recordings.sort((a, b) => Number(b.id === chosen) - Number(a.id === chosen) || (a.startedAt < b.startedAt ? 1 : -1));
  return {
    ...formsOf(releaseActions)('release', { kind: 'case', id: view.caseRecord.id }),
    card: {
      kind: 'release-form',
      view,
      recordings: recordings.slice(0, MAX_CHOICES),
      moreRecordings: Math.max(0, recordings.length - MAX_CHOICES),
      dayChoices: CASE_DAYS,
      isAtOnce: hasRole(actor, 'dpo') && isEmergencyNow(view.caseRecord),
      consultation: hasRole(actor, 'dpo')
        ? null
        : practice.purposes[view.caseRecord.kind === 'police' ? 'crime' : 'subject-access'].delegateStatement,
      form,
    },
  };
}

/** Gives and ends links for people outside the practice, and shows the release with those it has. */
function externalLinks(deps: ReleaseHandlerDeps, { refusalReply, refuse }: RefusalReplies) {
  const { uow, practice } = deps;

  /** The release as it stands, for somebody who may work on its case. */
  const findForActor = (requestId: string, actor: Actor) =>
    uow.read(async (context) => {
      const { result, request: named } = await findRelease(context, { requestId, actor });
      if (!result.ok) return { ...result, subject: named?.id };
      const { request, grant } = result.value;
      return {
        ok: true as const,
        value: { view: await loadRequestView(context, request), outside: await context.links.findExternal(grant.id) },
      };
    });

  const showRelease: ShowTarget<'release', ReleaseCard> = async ({ id }, actor) => {
    const found = await findForActor(id, actor);
    return found.ok ? show({ kind: 'release', ...found.value }) : refusalReply(refusal(found.error));
  };

  const giveLink: FormHandler<'request', ReleaseCard> = {
    open: async ({ target, actor }) => {
      const found = await findForActor(target.id, actor);
      return found.ok ? linkForm(found.value.view, EMPTY_FORM) : refuse('give-link', found.error, actor, found.subject);
    },
    submit: async ({ target, values, actor, idempotencyKey }) => {
      const given = await deps.giveExternalLink({ requestId: target.id, actor, values, idempotencyKey });
      if (given.ok) return show({ kind: 'external-link', requestId: target.id, zone: practice.zone, ...given.value });
      if (given.error.kind === 'refused')
        return given.error.refused.code === 'already-sent' ? show(MADE_ALREADY) : refusalReply(given.error.refused);
      const found = await findForActor(target.id, actor);
      return found.ok
        ? linkForm(found.value.view, withErrors(withoutCards(values), given.error.errors))
        : refusalReply(refusal(found.error));
    },
  };

  const endLinks: PressHandler<'request', ReleaseCard> = async ({ target, actor }) => {
    const ended = await deps.endExternalLinks({ requestId: target.id, actor });
    return ended.ok ? { kind: 'see', target: { kind: 'release', id: target.id } } : refusalReply(ended.error);
  };

  return { 'give-link': giveLink, 'end-links': endLinks, showRelease };
}

const linkForm = (view: RequestView, form: FormState): FormReply<ReleaseCard> => ({
  ...formsOf(releaseActions)('give-link', { kind: 'request', id: view.request.id }),
  card: { kind: 'external-link-form', view, form },
});

/** At which input of the release form a refusal belongs, and what is said there. */
const RELEASE_FORM_ERRORS: Readonly<Partial<Record<Refusal, FormErrors>>> = {
  'not-held': { recordingId: 'Choose one of the recordings held for this case.' },
  'part-empty': { to: 'The end must come after the start, inside the recording.' },
  'part-too-long': { to: 'That part is longer than may be released at once. Choose a shorter one.' },
  'days-out-of-range': { days: 'Choose one of the offered lengths of time.' },
  'reason-missing': { reason: 'Say why this recording answers the request.' },
  'text-too-long': { reason: 'Shorten this to 1,000 characters.' },
  'card-number': { reason: 'This looks like a payment card number. Take it out; nothing was kept.' },
  'statement-missing': { consultation: 'State when and how you consulted the Data Protection Officer.' },
};
