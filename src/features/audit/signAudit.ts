import { causeOf } from '../../kernel/fault.ts';
import type { CheckpointVault } from '../../platform/storage/ports.ts';
import type { Deps } from '../../stores.ts';
import { type AuditKey, readAuditKey } from './auditKey.ts';
import type { NoteAudit } from './model/auditNote.ts';
import { type AuditEvent, chainFaultText } from './model/chain.ts';
import { type Checkpoint, checkpointLine, holds, readCheckpoint, signCheckpoint } from './model/checkpoint.ts';
import { verifierText } from './model/signedNote.ts';
import type { AuditReader, Examined } from './store.ts';
import { askWitness, CONTRADICTS, type Witness } from './witness.ts';

export interface SignAuditDeps extends Pick<Deps, 'uow' | 'clock' | 'log'> {
  readonly audit: AuditReader;
  readonly checkpointVault: CheckpointVault;
  /** Where the desk's key is, outside the database; null where nobody has set one. */
  readonly auditKeyFile: string | null;
  readonly witness: Witness | null;
}

interface SignedAudit extends Pick<Examined, 'head' | 'tree'> {
  /** The checkpoint; null where it is not signed. */
  readonly note: string | null;
  /** Why it is not, in a sentence; null where it is. */
  readonly why: string | null;
  /** Sentences saying what is wrong with the audit and what to do. */
  readonly alarms: readonly string[];
}

/** `look` is shown every event on the way. */
export type SignAudit = (look?: (event: AuditEvent) => void) => Promise<SignedAudit>;

const KEEP =
  'Keep the database as it is, and have it compared with earlier reports: npm run audit -- verify --heads FILE.';

/**
 * Signs a checkpoint of the audit as it is now, when it is whole and still has all that earlier checkpoints said of
 * it. One that has not is never signed.
 */
export const createSignAudit =
  (deps: SignAuditDeps): SignAudit =>
  async (look) => {
    const { audit, uow, clock } = deps;
    const { fault, head, tree } = await audit.examine(look);
    const given = await readAuditKey(deps.auditKeyFile);
    const alarms = fault ? [`The audit is broken: ${chainFaultText(fault)}. ${KEEP}`] : [];
    const lost = [...(await uow.read(({ checkpoints }) => checkpoints.all())), ...(await lastStored(deps, given))].find(
      (earlier) => !holds(tree, earlier),
    );
    if (lost)
      alarms.push(
        `The audit no longer has what its checkpoint of ${lost.size} events says: ${lost.size > tree.size() ? `it has ${tree.size()}, its end was cut off or an older copy was put back` : 'it was written anew'}. ${KEEP}`,
      );
    if (given.kind === 'unusable')
      alarms.push(`${given.why} Put it back, or make another: npm run audit -- key FILE NAME.`);
    if (given.kind !== 'key') return { head, tree, alarms, note: null, why: given.why };
    if (fault || lost) return { head, tree, alarms, note: null, why: 'It is not signed: it is not what it was.' };
    const note = signCheckpoint(tree, given.key);
    await uow.run(({ checkpoints }) => checkpoints.keep({ size: tree.size(), root: tree.root(), note }, clock.now()));
    return { head, tree, alarms, note, why: null };
  };

/** Of each log, in the order of their sizes. */
const nameOf = ({ origin, size }: Checkpoint): string => `${origin}/${String(size).padStart(15, '0')}.txt`;

/** The newest checkpoint of this key's log outside the database: whoever rewrote that cannot have rewritten it. */
async function lastStored({ checkpointVault, log }: SignAuditDeps, given: AuditKey): Promise<readonly Checkpoint[]> {
  if (given.kind !== 'key') return [];
  try {
    const note = await checkpointVault.last(`${given.key.name}/`);
    const checkpoint = note === undefined ? undefined : readCheckpoint(note);
    return checkpoint ? [checkpoint] : [];
  } catch (error) {
    log.warn('audit.checkpoints-unread', causeOf(error));
    return [];
  }
}

/** The public key that the last report was signed with. */
const KEY_TOLD = 'audit-key-told';

/** How many events the witness has last signed. */
const WITNESSED = 'audit-witnessed';

/**
 * The night's checkpoint: signed, by a witness too where there is one, written to its container and to the log. An
 * outside that is away, or answers nonsense, is a remark, and what was not written is written the next night.
 */
export const createNoteAudit = (deps: SignAuditDeps): NoteAudit => {
  const signAudit = createSignAudit(deps);
  return async () => {
    const { log } = deps;
    const signed = await signAudit();
    const before = (await deps.uow.read(({ jobState }) => jobState.get(KEY_TOLD))) ?? '';
    const given = await readAuditKey(deps.auditKeyFile);
    const key = given.kind === 'key' ? verifierText(given.key) : given.kind === 'unset' ? '' : before;
    const alarms = [...signed.alarms, ...keyAlarm(before, key)];
    const remarks = signed.why === null ? [] : [signed.why];
    const attempt = async (what: string, act: () => Promise<void>): Promise<void> => {
      try {
        await act();
      } catch (error) {
        const cause = causeOf(error);
        log.warn('audit.checkpoint-incomplete', cause);
        if (cause.code === CONTRADICTS) alarms.push(`The witness has signed an audit that this is no longer. ${KEEP}`);
        else remarks.push(what);
      }
    };
    let { note } = signed;
    await attempt('The witness of the audit has not signed it.', async () => {
      note = await cosigned(deps, signed);
    });
    await attempt('It could not be written to the container of checkpoints yet.', () => storeNotes(deps));
    log.info('audit.head', { ...signed.head });
    if (note !== null) log.info('audit.checkpoint', { checkpoint: note });
    else log.warn('audit.unsigned', { why: signed.why });
    for (const alarm of alarms) log.error('audit.alarm', { alarm });
    return {
      head: signed.head,
      checkpoint: note && checkpointLine(note),
      alarms,
      remarks,
      told: { name: KEY_TOLD, value: key },
    };
  };
};

/** Another key than the last report’s, or none any more. */
function keyAlarm(before: string, now: string): readonly string[] {
  if (before === '' || before === now) return [];
  const what = now === '' ? 'is no longer signed' : `is signed with another key, ${now}`;
  return [`The audit ${what}; until now it was signed with ${before}. If nobody was to change that, find out who did.`];
}

async function cosigned({ witness, uow, clock }: SignAuditDeps, { note, tree }: SignedAudit): Promise<string | null> {
  if (note === null || witness === null) return note;
  const old = Number((await uow.read(({ jobState }) => jobState.get(WITNESSED))) ?? 0);
  const both = `${note}${await askWitness(witness, { note, tree, old })}`;
  await uow.run(async ({ checkpoints, jobState }) => {
    await checkpoints.keep({ size: tree.size(), root: tree.root(), note: both }, clock.now());
    await jobState.set(WITNESSED, String(tree.size()));
  });
  return both;
}

async function storeNotes({ checkpointVault, uow, clock }: SignAuditDeps): Promise<void> {
  for (const { note, size, stored_at: stored } of await uow.read(({ checkpoints }) => checkpoints.all())) {
    if (stored !== null) continue;
    const checkpoint = readCheckpoint(note);
    if (checkpoint) await checkpointVault.put(nameOf(checkpoint), note);
    await uow.run(({ checkpoints }) => checkpoints.markStored(size, clock.now()));
  }
}
