import { errorsAt, type FormValues } from '../../kernel/form.ts';
import { hashPasscode, hashSecret } from '../../kernel/hashing.ts';
import type { CaseId, RequestId } from '../../kernel/ids.ts';
import { outcomeOf, type Refusal, refusal } from '../../kernel/refusal.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { SubmitFault } from '../../kernel/submitFault.ts';
import type { Instant } from '../../kernel/time.ts';
import type { AuditRecord, Context, Deps } from '../../stores.ts';
import { releaseFault } from '../cases/model/steps.ts';
import { type ExternalLink, type ExternalLinkTerms, entryFault, giveLink } from '../listening/model/externalLink.ts';
import { refreshMessages } from '../messaging/post.ts';
import type { Actor } from '../people/actor.ts';
import { recordDisclosure } from '../register/recordDisclosure.ts';
import type { Grant, Redaction } from '../requests/model/grant.ts';
import type { AccessRequest } from '../requests/model/request.ts';
import { type CaseRelease, findRelease } from './caseRelease.ts';
import { formatPasscode, LINK_FAULTS, parseExternalLinkForm } from './model/externalLinkForm.ts';

type GiveExternalLinkDeps = Pick<Deps, 'uow' | 'clock' | 'ids' | 'practice' | 'publicUrl'>;

interface GivenLink {
  readonly url: string;
  /** As it is read out, `4827-1093`. Shown this once: the desk keeps a hash. */
  readonly passcode: string;
  readonly link: ExternalLink;
}

interface ExternalLinkInput {
  readonly requestId: RequestId;
  readonly actor: Actor;
  /** `toWhom`, `route`, `days`, `hearings`. */
  readonly values: FormValues;
  /** Names this copy of the form: sent again, with the same in it, it is refused while its link can be used. */
  readonly idempotencyKey: string;
}

export type GiveExternalLink = (act: ExternalLinkInput) => Promise<Result<GivenLink, SubmitFault>>;

/** A link and a passcode for somebody outside: the one is sent, the other goes by another route (policy 5.5, 5.6). */
export const createGiveExternalLink = (deps: GiveExternalLinkDeps): GiveExternalLink => {
  const { uow, ids, publicUrl } = deps;
  return async (act) => {
    const parsed = parseExternalLinkForm(act.values);
    if (!parsed.ok) return err({ kind: 'fields', errors: errorsAt(parsed.error, (fault) => LINK_FAULTS[fault]) });
    const [token, digits, salt] = [ids.secret(), ids.passcode(), ids.secret()];
    const passcode = { salt, hash: await hashPasscode(digits, salt) };
    const secrets = { id: ids.unique(), tokenHash: hashSecret(token), passcode };
    const given = await uow.run((context) => give(context, deps, act, parsed.value, secrets));
    if (!given.ok) return err({ kind: 'refused', refused: refusal(given.error) });
    return ok({ url: `${publicUrl}/outside/${token}`, passcode: formatPasscode(digits), link: given.value });
  };
};

type Secrets = Parameters<typeof giveLink>[2];

/** Within the caller's transaction; the attempt is audited whatever its outcome. */
async function give(
  context: Context,
  deps: GiveExternalLinkDeps,
  act: ExternalLinkInput,
  terms: ExternalLinkTerms,
  secrets: Secrets,
): Promise<Result<ExternalLink, Refusal>> {
  const { person, request, result } = await findRelease(context, act);
  const drawn = result.ok ? linkFrom(result.value, deps.publicUrl, terms, secrets, context.now) : result;
  // Last of all: a form that is refused for something else may be sent again.
  const isNew =
    !drawn.ok || (await context.inbound.claimEvent(await onceKey(context, act, drawn.value, terms), context.now));
  const made = isNew ? drawn : err('already-sent' as const);
  await context.recordAudit(person, {
    action: 'external-link.create',
    subject: request?.id,
    outcome: outcomeOf(made),
    detail: made.ok ? detailOf(made.value) : {},
  });
  if (!made.ok) return made;
  const { link } = made.value;
  await context.links.insert(link);
  await recordDisclosure(context, 'link-given', made.value, { recipient: link.recipient, by: link.givenBy });
  await refreshMessages(context, link.requestId, made.value.caseId);
  return ok(link);
}

/**
 * A click that is delivered twice must not make two links. In Teams `once` stays the same as long as the card
 * stands, so what was typed is part of the key, as a hash, since it names somebody; and how many of the
 * release's links are over, so that the same may be given anew once the first was withdrawn, locked or used
 * up. No time is part of it: a click may come again at any moment.
 */
async function onceKey(
  { links }: Context,
  { idempotencyKey }: ExternalLinkInput,
  { link, grant }: LinkWithRedaction,
  { recipient, route, days, playbacks }: ExternalLinkTerms,
): Promise<string> {
  const before = await links.findExternal(link.grantId);
  const over = before.filter((each) => entryFault(each, grant, link.givenAt) !== undefined).length;
  return `form:${idempotencyKey}:${hashSecret(JSON.stringify([recipient, route, days, playbacks, over]))}`;
}

interface LinkWithRedaction {
  readonly link: ExternalLink;
  readonly grant: Grant;
  readonly redaction: Redaction;
  readonly request: AccessRequest;
  readonly caseId: CaseId;
}

/** Only what the law gives somebody outside a claim to leaves by a link: subject access (5.5) and the police (5.6). */
function linkFrom(
  { caseRecord, request, grant, person }: CaseRelease,
  publicUrl: string | null,
  terms: ExternalLinkTerms,
  secrets: Secrets,
  now: Instant,
): Result<LinkWithRedaction, Refusal> {
  const { purpose } = request.rule;
  if (purpose !== 'subject-access' && purpose !== 'crime') return err('not-from-a-case');
  const fault = releaseFault(caseRecord);
  if (fault) return err(fault);
  if (publicUrl === null) return err('no-public-address');
  const { redaction } = grant;
  if (!redaction) return err('not-redacted-yet');
  const link = giveLink(grant, terms, secrets, person.name, now);
  return link.ok ? ok({ link: link.value, grant, redaction, request, caseId: caseRecord.id }) : link;
}

const detailOf = ({ link, redaction }: LinkWithRedaction): NonNullable<AuditRecord['detail']> => ({
  link: link.id,
  until: link.until,
  playbacks: link.playbacks,
  route: link.route,
  sha256: redaction.clip.sha256,
});
