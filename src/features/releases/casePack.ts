import { createHash } from 'node:crypto';
import type { CaseId } from '../../kernel/ids.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import { outcomeOf, type Refused, refused } from '../../kernel/refusal.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { AuditReader, Context, Deps } from '../../stores.ts';
import type { AuditEvent } from '../audit/model/chain.ts';
import type { SignAudit } from '../audit/signAudit.ts';
import type { CaseRecord } from '../cases/model/case.ts';
import { mayWorkOn } from '../cases/model/steps.ts';
import { personNow, type Who } from '../people/currentDirectory.ts';
import { mayActAsDpo, type Person } from '../people/model/person.ts';
import type { DocumentRenderer } from './documents.ts';
import { type CasePack, concerns, PACK_ACTION, PACK_FILE_ACTION, type PackContent, packDigest } from './model/pack.ts';
import { loadPackContent } from './pack/packContent.ts';

type CasePackDeps = Pick<Deps, 'uow' | 'clock' | 'practice' | 'isWorkingDay'> & {
  readonly audit: AuditReader;
  readonly signAudit: SignAudit;
};

interface CasePackInput {
  readonly caseId: CaseId;
  readonly actor: Who;
}

export type MakePackFile = (asked: CasePackInput) => Promise<Result<Uint8Array, Refused>>;

/**
 * Makes the pack of a case and draws it into a file. The audit gets the SHA-256 of the file, by which the
 * desk knows its own file from every other, whatever that says of itself.
 */
export const createMakePackFile = (deps: CasePackDeps & { readonly renderer: DocumentRenderer }): MakePackFile => {
  const createPack = createCasePack(deps);
  return async (asked) => {
    const pack = await createPack(asked);
    if (!pack.ok) return pack;
    const file = await deps.renderer.casePack(pack.value);
    await deps.uow.run(({ audit }) =>
      audit.append({
        at: deps.clock.now(),
        actor: pack.value.audit.at(-1)?.actor ?? 'unknown',
        action: PACK_FILE_ACTION,
        subject: pack.value.caseId,
        outcome: 'ok',
        detail: { sha256: createHash('sha256').update(file).digest('hex') },
      }),
    );
    return ok(file);
  };
};

/**
 * Gathers everything of one case into a pack, for the DPO (policy 5.4 to 5.7). The event of its making holds
 * the SHA-256 of what it says, its events’ hashes among that, and a checkpoint that is signed at once vouches for it.
 */
export const createCasePack =
  ({ uow, audit, signAudit }: CasePackDeps) =>
  async ({ caseId, actor }: CasePackInput): Promise<Result<CasePack, Refused>> => {
    const look = async (context: Context) => {
      const person = await personNow(context, actor);
      const caseRecord = await context.cases.find(caseId);
      const asked = askedBy(person, caseRecord);
      const known = asked.ok ? ok(await loadPackContent(context, asked.value, person)) : asked;
      return { person, known, subject: caseRecord?.id };
    };
    const { known: before } = await uow.read(look);
    const manifest = await manifestOf(audit, before.ok ? before.value.auditIds : []);
    const made = await uow.run(async (context): Promise<Result<PackContent, Refusal>> => {
      const { person, known, subject } = await look(context);
      const content = known.ok ? ok({ ...known.value, manifest }) : known;
      await context.recordAudit(person, {
        action: PACK_ACTION,
        subject,
        outcome: outcomeOf(content),
        detail: content.ok ? { sha256: packDigest(content.value) } : {},
      });
      return content;
    });
    return made.ok ? ok({ ...made.value, ...(await proofOf(signAudit, made.value)) }) : refused(made.error);
  };

/** What the audit has about any of these ids until now. */
async function manifestOf(audit: AuditReader, auditIds: readonly string[]): Promise<PackContent['manifest']> {
  const ids = new Set(auditIds);
  const events: PackContent['manifest']['events'][number][] = [];
  let to = 0;
  for await (const event of ids.size === 0 ? [] : audit.events()) {
    to = event.seq;
    if (concerns(event, ids)) events.push({ seq: event.seq, hash: event.hash });
  }
  return { to, events };
}

/** The events of the manifest and that of the pack’s making, each with its way to a root that is signed now. */
async function proofOf(signAudit: SignAudit, content: PackContent): Promise<Pick<CasePack, 'audit' | 'proof'>> {
  const listed = new Set(content.manifest.events.map(({ seq }) => seq));
  const digest = packDigest(content);
  const audit: AuditEvent[] = [];
  const { tree, note, why } = await signAudit((event) => {
    const isMaking = event.action === PACK_ACTION && event.detail.sha256 === digest;
    if (listed.has(event.seq) || (isMaking && event.seq > content.manifest.to)) audit.push(event);
  });
  const paths = audit.map(({ seq }) => tree.inclusion(seq - 1));
  return { audit, proof: { size: tree.size(), root: tree.root(), checkpoint: note, why, paths } };
}

/** Whether the person may is asked first: a stranger learns nothing of which cases there are. */
function askedBy(person: Person, caseRecord: CaseRecord | undefined): Result<CaseRecord, Refusal> {
  if (!mayActAsDpo(person)) return err('not-the-dpo');
  if (!caseRecord) return err('case-not-found');
  const fault = mayWorkOn(caseRecord, person);
  return fault ? err(fault) : ok(caseRecord);
}
