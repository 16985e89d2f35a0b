import { OUTSIDE } from '../../kernel/actors.ts';
import { hashSecret } from '../../kernel/hashing.ts';
import { type Refusal, type Refused, refused } from '../../kernel/refusal.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import { type ClipRange, RANGE_BYTES } from '../../platform/http/sound.ts';
import { fromStorage } from '../../platform/storage/fromStorage.ts';
import type { AuditRecord, Context, Deps } from '../../stores.ts';
import type { CheckStanding } from '../people/checkStanding.ts';
import { recordDisclosure, registerCopy } from '../register/recordDisclosure.ts';
import type { Grant } from '../requests/model/grant.ts';
import type { AccessRequest } from '../requests/model/request.ts';
import { releaseAccessFault } from '../requests/visibility.ts';
import { type ClipPageView, clipPageView, mayCopy, soundOf } from './clipPage.ts';
import { createHearings } from './hearings.ts';
import { type ExternalLink, externalPlaybackFault } from './model/externalLink.ts';
import { type ClipLink, clipFault, sessionFault } from './model/oneTimeLink.ts';
import { recordRefusal, type Session } from './openLink.ts';

type PlayClipDeps = Pick<Deps, 'uow' | 'practice' | 'clips'> & { readonly checkStanding: CheckStanding };

interface LinkWithGrant {
  readonly link: ClipLink;
  /** The external link it came by, when it came by one. */
  readonly outside: ExternalLink | undefined;
  readonly grant: Grant;
  readonly request: AccessRequest;
  readonly fault: Refusal | undefined;
}

/** What a session hears; of somebody of the practice only while their account is one of it. */
async function findPlayback(
  { uow, checkStanding }: Pick<PlayClipDeps, 'uow' | 'checkStanding'>,
  playback: Session,
): Promise<Result<LinkWithGrant, Refusal>> {
  const found = await uow.read((context) => loadPlayback(context, playback));
  if (!found.ok || found.value.fault || found.value.outside) return found;
  return ok({ ...found.value, fault: await checkStanding(found.value.link.mintedFor) });
}

async function loadPlayback(context: Context, playback: Session): Promise<Result<LinkWithGrant, Refusal>> {
  const { links, grants, requests, now } = context;
  const link = await links.find('clip', playback.linkId);
  const grant = link && (await grants.find(link.grantId));
  const request = grant && (await requests.find(grant.requestId));
  if (!link || !grant || !request) return err('link-unknown');
  const browserHash = hashSecret(playback.browserSecret);
  if (link.outside === null)
    return ok({
      link,
      grant,
      request,
      outside: undefined,
      fault:
        sessionFault(link, clipFault(grant, now), browserHash, now) ??
        (await releaseAccessFault(context, request, link.mintedFor)),
    });
  const outside = await links.find('external', link.outside);
  const fault = externalPlaybackFault(link, outside, grant, browserHash, now);
  return ok({ link, grant, request, outside, fault });
}

export type ViewPlayback = (playback: Session) => Promise<Result<ClipPageView, Refused>>;

/** The player's page, and its question whether it may go on. */
export const createViewPlayback =
  (deps: Pick<PlayClipDeps, 'uow' | 'practice' | 'checkStanding'>): ViewPlayback =>
  async (playback) => {
    const found = await findPlayback(deps, playback);
    if (!found.ok) return refused(found.error);
    const { link, grant, request, fault } = found.value;
    return fault ? refused(fault) : ok(clipPageView(link, grant, request, deps.practice));
  };

export type PlayClip = (act: {
  readonly playback: Session;
  readonly offset: number;
  /** Bytes wanted; at most `RANGE_BYTES` are given. */
  readonly length: number;
  /** True when the person saves a copy rather than listens: the whole clip at once, if the grant allows. */
  readonly copy: boolean;
}) => Promise<Result<ClipRange, Refused>>;

/** One piece of a clip, if access stands now. Each hearing is audited, each copy as its first piece is given. */
export const createPlayClip = (deps: PlayClipDeps): PlayClip => {
  const { uow, clips } = deps;
  const hear = createHearings();
  return async ({ playback, offset, length, copy }) => {
    const found = await findPlayback(deps, playback);
    if (!found.ok) return refused(found.error);
    const { link, grant, request } = found.value;
    const sound = soundOf(link, grant);
    const fault = found.value.fault ?? (copy ? copyFault(found.value) : undefined);
    const record = {
      action: copy ? 'clip.copy' : 'clip.play',
      subject: request.id,
      outcome: fault ?? (sound ? 'ok' : 'clip-not-ready'),
      detail: { link: link.id, offset },
    };
    if (fault || !sound) {
      await uow.run((context) => recordRefusal(context, 'clip', playback, record));
      return refused(fault ?? 'clip-not-ready');
    }
    const piece = { offset, length: Math.min(length, RANGE_BYTES), total: sound.bytes };
    const noted = () => uow.run((context) => note(context, found.value, record));
    if (!copy) await hear(link.id, piece, noted);
    else if (offset === 0) await noted();
    const body = await fromStorage(() => clips.readRange(sound.blobName, offset, piece.length));
    if (!body.ok) return refused(body.error);
    if (copy && offset === 0) await uow.run((context) => registerCopy(context, found.value));
    return ok({ body: body.value, offset, total: sound.bytes });
  };
};

const copyFault = ({ link, grant, request }: LinkWithGrant): Refusal | undefined => {
  if (mayCopy(link, grant, request)) return undefined;
  return link.outside === null && grant.terms.mode === 'copy' ? 'copy-by-documents' : 'copy-not-agreed';
};

/** Writes a hearing or a copy down; the first of an external link’s opening also in the register. */
async function note(
  context: Context,
  { link, outside, grant, request }: LinkWithGrant,
  record: AuditRecord,
): Promise<void> {
  const current = await context.links.find('clip', link.id);
  const isFirst = current?.playedAt === null;
  if (isFirst) await context.links.save({ ...current, playedAt: context.now });
  if (isFirst && outside && grant.redaction)
    await recordDisclosure(
      context,
      'heard',
      { request, redaction: grant.redaction },
      { recipient: outside.recipient, by: outside.givenBy },
    );
  await context.recordAudit(outside ? OUTSIDE : { email: link.mintedFor }, record);
}
