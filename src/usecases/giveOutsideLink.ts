import type { AuditEntry } from '../domain/audit/chain.ts';
import type { CaseId } from '../domain/case/case.ts';
import { releaseFault } from '../domain/case/steps.ts';
import type { Redaction } from '../domain/release/grant.ts';
import { parseOutsideForm } from '../domain/release/outsideForm.ts';
import { giveLink, type OutsideLink, type OutsideTerms } from '../domain/release/outsideLink.ts';
import { formatPasscode } from '../domain/release/passcode.ts';
import type { Refusal } from '../domain/request/refusal.ts';
import type { AccessRequest, RequestId } from '../domain/request/request.ts';
import { err, ok, type Result } from '../domain/result.ts';
import type { Instant } from '../domain/time.ts';
import type { FormValues } from './cardView.ts';
import { type CaseRelease, findRelease } from './caseRelease.ts';
import type { Deps } from './deps.ts';
import { disclosureOf } from './disclose.ts';
import { actorId } from './linkLimits.ts';
import { outsideFieldErrors } from './outsideText.ts';
import { hashPasscode } from './passcodeHash.ts';
import type { Stores } from './ports.ts';
import { redrawCards } from './postCards.ts';
import { outcomeOf, refusal } from './refused.ts';
import type { Actor } from './resolveActor.ts';
import { hashSecret } from './secretHash.ts';
import type { SubmitFault } from './submitRequest.ts';

type Part = Pick<Deps, 'uow' | 'clock' | 'ids' | 'practice' | 'publicUrl'>;

export interface GivenLink {
  readonly url: string;
  /** As it is read out, `4827-1093`. Shown this once: the desk keeps a hash. */
  readonly passcode: string;
  readonly link: OutsideLink;
}

interface Act {
  readonly requestId: RequestId;
  readonly actor: Actor;
  /** `toWhom`, `route`, `days`, `hearings`. */
  readonly values: FormValues;
}

export type GiveOutsideLink = (act: Act) => Promise<Result<GivenLink, SubmitFault>>;

/** A link and a passcode for somebody outside: the one is sent, the other goes by another route (policy 5.5, 5.6). */
export const createGiveOutsideLink = (deps: Part): GiveOutsideLink => {
  const { uow, clock, ids, publicUrl } = deps;
  return async (act) => {
    const parsed = parseOutsideForm(act.values);
    if (!parsed.ok) return err({ kind: 'fields', errors: outsideFieldErrors(parsed.error) });
    const [token, digits, salt] = [ids.secret(), ids.passcode(), ids.secret()];
    const passcode = { salt, hash: await hashPasscode(digits, salt) };
    const secrets = { id: ids.unique(), tokenHash: hashSecret(token), passcode };
    const given = await uow.run((stores) => give(deps, stores, act, parsed.value, secrets, clock.now()));
    if (!given.ok) return err({ kind: 'refused', refused: refusal(given.error) });
    return ok({ url: `${publicUrl}/outside/${token}`, passcode: formatPasscode(digits), link: given.value });
  };
};

type Secrets = Parameters<typeof giveLink>[2];

/** Within the caller's transaction; the attempt is audited whatever its outcome. */
async function give(
  deps: Part,
  stores: Stores,
  act: Act,
  terms: OutsideTerms,
  secrets: Secrets,
  now: Instant,
): Promise<Result<OutsideLink, Refusal>> {
  const { person, request, result } = await findRelease(stores, deps.practice, act, now);
  const made = result.ok ? linkFrom(result.value, deps.publicUrl, terms, secrets, now) : result;
  await stores.audit.append({
    at: now,
    actor: await actorId(stores.people, person),
    action: 'outside.create',
    subject: request ? request.id : '-',
    outcome: outcomeOf(made),
    detail: made.ok ? detailOf(made.value) : {},
  });
  if (!made.ok) return made;
  const { link, redaction } = made.value;
  await stores.outsideLinks.insert(link);
  const facts = { toWhom: link.toWhom, by: link.givenBy };
  await stores.disclosures.insert(
    disclosureOf('link-given', made.value.request, redaction, facts, { id: deps.ids.unique(), at: now }),
  );
  await redrawCards(stores, link.requestId);
  await redrawCards(stores, made.value.caseId);
  return ok(link);
}

interface Given {
  readonly link: OutsideLink;
  readonly redaction: Redaction;
  readonly request: AccessRequest;
  readonly caseId: CaseId;
}

/** Only what the law gives somebody outside a claim to leaves by a link: subject access (5.5) and the police (5.6). */
function linkFrom(
  { file, request, grant, person }: CaseRelease,
  publicUrl: string | null,
  terms: OutsideTerms,
  secrets: Secrets,
  now: Instant,
): Result<Given, Refusal> {
  const { purpose } = request.rule;
  if (purpose !== 'subject-access' && purpose !== 'crime') return err('not-from-a-case');
  const fault = releaseFault(file);
  if (fault) return err(fault);
  if (publicUrl === null) return err('no-public-address');
  const { redaction } = grant;
  if (!redaction) return err('not-silenced-yet');
  const link = giveLink(grant, terms, secrets, person.name, now);
  return link.ok ? ok({ link: link.value, redaction, request, caseId: file.id }) : link;
}

const detailOf = ({ link, redaction }: Given): AuditEntry['detail'] => ({
  link: link.id,
  until: link.until,
  hearings: link.hearings,
  route: link.route,
  sha256: redaction.clip.sha256,
});
