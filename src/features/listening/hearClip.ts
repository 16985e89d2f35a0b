import type { Deps } from '../../deps.ts';
import { OUTSIDE } from '../../kernel/actors.ts';
import { hashSecret } from '../../kernel/hashing.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import { type Refused, refused } from '../../kernel/refusal.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import { type ClipRange, RANGE_BYTES } from '../../platform/http/sound.ts';
import { fromStorage } from '../../platform/storage/fromStorage.ts';
import type { Context } from '../../stores.ts';
import { actorId } from '../people/actorId.ts';
import { disclosureOf, registerCopy } from '../register/recordDisclosure.ts';
import type { Grant } from '../requests/model/grant.ts';
import type { AccessRequest } from '../requests/model/request.ts';
import { releaseStanding } from '../requests/visibility.ts';
import { type ClipPageView, clipPageView, mayCopy, soundOf } from './clipPage.ts';
import { type ClipLink, clipFault } from './model/clipLink.ts';
import { sessionFault } from './model/oneTimeLink.ts';
import { type OutsideLink, outsideHearingFault } from './model/outsideLink.ts';
import { markHeard, type Session } from './openLink.ts';

type Part = Pick<Deps, 'uow' | 'clock' | 'ids' | 'practice' | 'clips'>;

interface Found {
  readonly link: ClipLink;
  /** The outside link it came by, when it came by one. */
  readonly outside: OutsideLink | undefined;
  readonly grant: Grant;
  readonly request: AccessRequest;
  readonly fault: Refusal | undefined;
}

async function findHearing(context: Context, hearing: Session): Promise<Result<Found, Refusal>> {
  const { links, grants, requests, now } = context;
  const link = await links.find('clip', hearing.linkId);
  const grant = link && (await grants.find(link.grantId));
  const request = grant && (await requests.find(grant.requestId));
  if (!link || !grant || !request) return err('link-unknown');
  const browserHash = hashSecret(hearing.browserSecret);
  if (link.outside === null)
    return ok({
      link,
      grant,
      request,
      outside: undefined,
      fault:
        sessionFault(link, clipFault(grant, now), browserHash, now) ??
        (await releaseStanding(context, request, link.mintedFor)),
    });
  const outside = await links.find('outside', link.outside);
  const fault = outsideHearingFault(link, outside, grant, browserHash, now);
  return ok({ link, grant, request, outside, fault });
}

export type ViewHearing = (hearing: Session) => Promise<Result<ClipPageView, Refused>>;

/** The player's page, and its question whether it may go on. */
export const createViewHearing =
  ({ uow, practice }: Pick<Part, 'uow' | 'clock' | 'practice'>): ViewHearing =>
  async (hearing) => {
    const found = await uow.read((context) => findHearing(context, hearing));
    if (!found.ok) return refused(found.error);
    const { link, grant, request, fault } = found.value;
    return fault ? refused(fault) : ok(clipPageView(link, grant, request, practice));
  };

export type HearClip = (act: {
  readonly hearing: Session;
  readonly offset: number;
  /** Bytes wanted; at most `RANGE_BYTES` are given. */
  readonly length: number;
  /** True when the person saves a copy rather than listens: the whole clip at once, if the grant allows. */
  readonly copy: boolean;
}) => Promise<Result<ClipRange, Refused>>;

/** One range of a clip, if access stands at this moment. The first range of an opening, each replay and each copy is audited. */
export const createHearClip = (deps: Part): HearClip => {
  const { uow, clips } = deps;
  return async ({ hearing, offset, length, copy }) => {
    const found = await uow.read((context) => findHearing(context, hearing));
    if (!found.ok) return refused(found.error);
    const { link, grant } = found.value;
    const fault = found.value.fault ?? (copy ? copyFault(found.value) : undefined);
    const starts = offset === 0 || copy;
    if (fault || starts || link.heardAt === null)
      await uow.run((context) => note(context, { ...found.value, fault }, { offset, copy }));
    const sound = soundOf(link, grant);
    if (fault || !sound) return refused(fault ?? 'clip-not-ready');
    const wanted = copy ? sound.bytes : Math.min(length, RANGE_BYTES);
    const body = await fromStorage(() => clips.readRange(sound.blobName, offset, wanted));
    if (!body.ok) return refused(body.error);
    if (copy) await uow.run((context) => registerCopy(context, found.value));
    return ok({ body: body.value, offset, total: sound.bytes });
  };
};

const copyFault = ({ link, grant, request }: Found): Refusal | undefined => {
  if (mayCopy(link, grant, request)) return undefined;
  return link.outside === null && grant.terms.mode === 'copy' ? 'copy-by-papers' : 'copy-not-agreed';
};

/** Writes a hearing or a refused one down; the first of an outside link’s opening also in the register. */
async function note(
  context: Context,
  found: Found,
  { offset, copy }: { readonly offset: number; readonly copy: boolean },
): Promise<void> {
  const { now } = context;
  const { link, outside, grant, request, fault } = found;
  const isFirst = !fault && (await markHeard(context, 'clip', link.id));
  if (isFirst && outside && grant.redaction)
    await context.disclosures.insert(
      disclosureOf(
        'heard',
        request,
        grant.redaction,
        { toWhom: outside.toWhom, by: outside.givenBy },
        { id: context.ids.unique(), at: now },
      ),
    );
  await context.recordAudit(await listenerOf(context, found), {
    action: copy ? 'clip.copy' : 'clip.hear',
    subject: request.id,
    outcome: fault ?? 'ok',
    detail: { link: link.id, offset },
  });
}

/** Another browser, or one that opened nothing, may be anybody's: who it is cannot be said. */
async function listenerOf({ people }: Context, { link, fault }: Found): Promise<string> {
  if (fault === 'other-browser' || fault === 'outside-other-browser' || fault === 'link-unknown')
    return 'unknown';
  return link.outside === null ? actorId(people, { email: link.mintedFor }) : OUTSIDE;
}
