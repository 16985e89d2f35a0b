import type { Verb } from '../../chat/actions.ts';
import type { CardView } from '../../chat/cardView.ts';
import { createTurnAway } from '../../chat/refuse.ts';
import type { Answer, FormAnswer } from '../../chat/reply.ts';
import type { FormState, FormValues } from '../../kernel/form.ts';
import { type Refused, refusal } from '../../kernel/refused.ts';
import type { CaseDeps } from '../cases/actOnCase.ts';
import type { Part } from '../cases/handlers.ts';
import type { Actor } from '../people/actor.ts';
import { EMPTY, withErrors } from '../requests/handlers/forms.ts';
import { withoutCards } from '../requests/handlers/submit.ts';
import { loadRequestView } from '../requests/loadRequestView.ts';
import type { RequestView } from '../requests/requestView.ts';
import { findRelease } from './caseRelease.ts';
import type { EndOutsideLinks } from './endOutsideLinks.ts';
import type { GiveOutsideLink } from './giveOutsideLink.ts';
import type { MintPageLink } from './mintPageLink.ts';

export interface HandingOverDeps extends CaseDeps {
  readonly mintPageLink: MintPageLink;
  readonly giveOutsideLink: GiveOutsideLink;
  readonly endOutsideLinks: EndOutsideLinks;
}

const show = (card: CardView): Answer => ({ kind: 'show', card });

const MADE_ALREADY: CardView = {
  kind: 'notice',
  tone: 'plain',
  title: 'This link is made already',
  text: 'The form came twice, and counted once. Link and passcode stand in the first answer. If you have not got them, withdraw the link on the release’s card and give another.',
};

/** What is said about a release of a case: silencing, outside links, copies, papers. */
export function createHandingOver(deps: HandingOverDeps, sorry: (fault: Refused, backTo?: string) => Answer) {
  const { uow, clock, practice } = deps;
  const turnAway = createTurnAway(deps, sorry);

  const page = async (
    title: string,
    actor: Actor,
    what: Parameters<MintPageLink>[0]['page'],
  ): Promise<Answer> => {
    const minted = await deps.mintPageLink({ actor, page: what });
    if (!minted.ok) return sorry(minted.error);
    return show({ kind: 'page-link', title, zone: practice.zone, ...minted.value });
  };

  /** The release as it stands, for somebody who may work on its case. */
  const release = (requestId: string, actor: Actor) =>
    uow.read(async (stores) => {
      const now = clock.now();
      const { result, request: named } = await findRelease(stores, practice, { requestId, actor }, now);
      if (!result.ok) return { ...result, subject: named?.id };
      const { request, grant } = result.value;
      return {
        ok: true as const,
        value: {
          view: await loadRequestView(stores, request, deps, now),
          outside: await stores.outsideLinks.ofGrant(grant.id),
        },
      };
    });

  const outsideForm = (view: RequestView, form: FormState): FormAnswer => ({
    kind: 'form',
    send: 'send-outside',
    id: view.request.id,
    errors: form.errors,
    card: { kind: 'outside-form', view, form },
  });

  const releaseCard = async (id: string, actor: Actor): Promise<Answer> => {
    const found = await release(id, actor);
    return found.ok ? show({ kind: 'release', ...found.value }) : sorry(refusal(found.error));
  };

  return {
    /** The card a form about a release was opened from. */
    releaseCard,
    press: async (verb: Verb, id: string, actor: Actor): Part<Answer> => {
      switch (verb) {
        case 'silence':
          return page('Silence parts', actor, { kind: 'silencing', requestId: id });
        case 'hand-over':
          return page('Copy to hand over', actor, { kind: 'papers', papers: 'cover-sheet', subject: id });
        case 'case-papers':
          return page('Case pack', actor, { kind: 'papers', papers: 'case-pack', subject: id });
        case 'register-papers':
          return page('Register of disclosures', actor, { kind: 'papers', papers: 'register', subject: id });
        case 'end-outside': {
          const ended = await deps.endOutsideLinks({ requestId: id, actor });
          return ended.ok ? releaseCard(id, actor) : sorry(ended.error);
        }
        case 'open-outside': {
          const found = await release(id, actor);
          return found.ok
            ? outsideForm(found.value.view, EMPTY)
            : turnAway(verb, found.error, actor, found.subject);
        }
        default:
          return undefined;
      }
    },
    send: async (verb: Verb, id: string, values: FormValues, actor: Actor, once: string): Part<Answer> => {
      if (verb !== 'send-outside') return undefined;
      const given = await deps.giveOutsideLink({ requestId: id, actor, values, once });
      if (given.ok)
        return show({ kind: 'outside-given', requestId: id, zone: practice.zone, ...given.value });
      if (given.error.kind === 'refused')
        return given.error.refused.code === 'already-sent' ? show(MADE_ALREADY) : sorry(given.error.refused);
      const found = await release(id, actor);
      return found.ok
        ? outsideForm(found.value.view, withErrors(withoutCards(values), given.error.errors))
        : sorry(refusal(found.error));
    },
  };
}
