import { createHash } from 'node:crypto';
import type { CaseId } from '../../kernel/ids.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import { outcomeOf, type Refused, refused } from '../../kernel/refusal.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { AuditReader, Deps } from '../../stores.ts';
import type { AuditEvent } from '../audit/model/chain.ts';
import type { CaseRecord } from '../cases/model/case.ts';
import { mayWorkOn } from '../cases/model/steps.ts';
import { personNow, type Who } from '../people/currentDirectory.ts';
import { mayActAsDpo, type Person } from '../people/model/person.ts';
import type { DocumentRenderer } from './documents.ts';
import { type CasePack, concerns, PACK_ACTION, PACK_FILE_ACTION, type PackContent, packDigest } from './model/pack.ts';
import { loadPackContent } from './pack/packContent.ts';

type CasePackDeps = Pick<Deps, 'uow' | 'clock' | 'practice' | 'isWorkingDay'> & {
  readonly audit: AuditReader;
};

interface CasePackInput {
  readonly caseId: CaseId;
  readonly actor: Who;
}

export type CreateCasePack = (asked: CasePackInput) => Promise<Result<CasePack, Refused>>;

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
 * the SHA-256 of what it says, so that the chain of the audit vouches for it; the events up to that one go
 * into the pack.
 */
export const createCasePack =
  ({ uow, audit }: CasePackDeps): CreateCasePack =>
  async ({ caseId, actor }) => {
    const made = await uow.run(async (context): Promise<Result<PackContent, Refusal>> => {
      const person = await personNow(context, actor);
      const caseRecord = await context.cases.find(caseId);
      const asked = askedBy(person, caseRecord);
      const content = asked.ok ? ok(await loadPackContent(context, asked.value, person)) : asked;
      await context.recordAudit(person, {
        action: PACK_ACTION,
        subject: caseRecord ? caseRecord.id : '-',
        outcome: outcomeOf(content),
        detail: content.ok ? { sha256: packDigest(content.value) } : {},
      });
      return content;
    });
    return made.ok ? ok({ ...made.value, audit: await eventsOf(audit, made.value) }) : refused(made.error);
  };

/** Whether the person may is asked first: a stranger learns nothing of which cases there are. */
function askedBy(person: Person, caseRecord: CaseRecord | undefined): Result<CaseRecord, Refusal> {
  if (!mayActAsDpo(person)) return err('not-the-dpo');
  if (!caseRecord) return err('case-not-found');
  const fault = mayWorkOn(caseRecord, person);
  return fault ? err(fault) : ok(caseRecord);
}

/** From the first event about the case to the one of the pack's making, with all between: a chain has no gaps. */
async function eventsOf(audit: AuditReader, content: PackContent): Promise<readonly AuditEvent[]> {
  const ids = new Set(content.auditIds);
  const digest = packDigest(content);
  const events: AuditEvent[] = [];
  for await (const event of audit.events()) {
    if (events.length === 0 && !concerns(event, ids)) continue;
    events.push(event);
    if (event.action === PACK_ACTION && event.detail.sha256 === digest) break;
  }
  return events;
}
