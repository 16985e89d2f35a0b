import { type AuditEntry, type AuditEvent, hashOf, leafOf } from '../../src/features/audit/model/chain.ts';
import { signCheckpoint } from '../../src/features/audit/model/checkpoint.ts';
import { createMerkleTree, leafHash } from '../../src/features/audit/model/merkleTree.ts';
import {
  type CasePack,
  concerns,
  PACK_ACTION,
  PACK_FORMAT,
  PACK_VERSION,
  type PackContent,
  packDigest,
} from '../../src/features/releases/model/pack.ts';
import { addMinutes, type Instant, toInstant } from '../../src/kernel/time.ts';
import { auditKeyOf } from './auditKey.ts';

const MADE = toInstant('2026-12-22T15:04:00Z');

const hex = (seed: string): string => seed.repeat(64).slice(0, 64);

/** The content of a pack: a subject access request from letter to answer, with names in several scripts. */
export const buildContent = (overrides: Partial<PackContent> = {}): PackContent => ({
  format: PACK_FORMAT,
  version: PACK_VERSION,
  practice: 'Wilson’s Veterinary Practice',
  caseId: 'S-7K3MQ9A',
  kind: 'Subject access request (policy 5.4, 5.5)',
  madeAt: MADE,
  madeBy: 'Priya Patel',
  zone: 'Europe/London',
  groups: [
    {
      title: 'The request',
      facts: [
        { title: 'Asked by', value: 'Zofia Łukasiewicz, also Ζωή, Софія and זוֹפְיָה' },
        { title: 'Received on', value: 'Wed 25 Nov 2026, by letter' },
        { title: 'Reported by', value: 'Rita Reed, Wed 25 Nov 2026, 10:12' },
        {
          title: 'What was asked for',
          value:
            'All calls with me about my dog Biscuit since 1 November, and those in which my daughter rang for me. I would like copies, and the names of those who have heard them.',
        },
      ],
    },
    {
      title: 'The calls that are meant',
      facts: [
        { title: 'Person', value: 'Zofia Łukasiewicz' },
        { title: 'Numbers', value: '01632 960123, 07700 900456' },
        { title: 'Days', value: 'Sun 1 Nov 2026 to Wed 25 Nov 2026' },
      ],
    },
  ],
  clock: [
    { title: 'Began', value: 'Wed 25 Nov 2026, the day it was received' },
    { title: 'Paused', value: 'from Tue 1 Dec 2026 to Fri 4 Dec 2026' },
    { title: 'Due', value: 'Tue 29 Dec 2026' },
    { title: 'Due by the statute', value: 'Tue 29 Dec 2026' },
    { title: 'Answered', value: 'Tue 22 Dec 2026' },
  ],
  timeline: [
    { at: 'Wed 25 Nov 2026, 10:12', by: 'Rita Reed', what: 'Reported', words: 'By letter, from Zofia Łukasiewicz' },
    { at: 'Wed 25 Nov 2026, 10:12', by: 'the desk', what: 'Hold H-2M4P7QX placed', words: '' },
    {
      at: 'Tue 1 Dec 2026, 09:30',
      by: 'Priya Patel',
      what: 'Clarification asked for',
      words: 'Whether calls of other clients are meant in which Biscuit is mentioned',
    },
    {
      at: 'Fri 4 Dec 2026, 11:00',
      by: 'Priya Patel',
      what: 'Clarification received',
      words: 'No, only her own and her daughter’s',
    },
    {
      at: 'Tue 22 Dec 2026, 15:00',
      by: 'Priya Patel',
      what: 'Answered',
      words: 'On Tue 22 Dec 2026: two copies handed over at the desk',
    },
  ],
  decisions: [
    {
      request: 'R-5H8KQ2M',
      who: 'Priya Patel',
      seat: 'Data Protection Officer',
      at: 'Mon 7 Dec 2026, 14:20',
      terms: '0:00 to 4:32 of rec-0a1b2c3d4e5f60718293a4b5, listen or keep a copy, 30 days',
      comment: 'Her own call; the receptionist agrees to be heard.',
      statement:
        'I agree to the release of this call to Zofia Łukasiewicz.\nHer daughter has agreed in writing, and what is said of another client from 2:10 to 2:31 is silenced.',
      statementSha256: hex('a1'),
      consultation: null,
    },
    {
      request: 'R-5H8KQ2M',
      who: 'Dana Drew',
      seat: 'director',
      at: 'Mon 7 Dec 2026, 16:02',
      terms: '0:00 to 4:32 of rec-0a1b2c3d4e5f60718293a4b5, listen or keep a copy, 30 days',
      comment: null,
      statement: null,
      statementSha256: null,
      consultation: null,
    },
  ],
  holds: [
    {
      id: 'H-2M4P7QX',
      facts: [
        { title: 'Reason', value: 'Subject access request S-7K3MQ9A' },
        { title: 'Owner', value: 'Priya Patel' },
        { title: 'Placed', value: 'Wed 25 Nov 2026, 10:12' },
        { title: 'Ends on', value: 'Tue 25 May 2027' },
        { title: 'State', value: 'active' },
      ],
      recordings: [
        {
          recording: 'rec-0a1b2c3d4e5f60718293a4b5',
          callStart: 'Mon 2 Nov 2026, 15:08',
          length: '4 min 32 s',
          bytes: 2_176_044,
          sha256: hex('7e'),
          heldSince: 'Wed 25 Nov 2026, 10:13',
          state: 'held',
        },
        {
          recording: 'rec-1b2c3d4e5f60718293a4b5c6',
          callStart: 'Mon 16 Nov 2026, 09:41',
          length: 'length not known',
          bytes: 811_212,
          sha256: null,
          heldSince: null,
          state: 'lost',
        },
      ],
    },
  ],
  disclosures: [
    {
      at: 'Tue 22 Dec 2026, 14:55',
      what: 'A copy was handed over',
      request: 'R-5H8KQ2M',
      recipient: 'Zofia Łukasiewicz',
      ground: 'Subject access request (policy 5.4, 5.5), case S-7K3MQ9A',
      by: 'Priya Patel',
      length: '4 min 32 s',
      silenced: '1 part silenced',
      sha256: hex('c3'),
    },
  ],
  auditIds: ['S-7K3MQ9A', 'H-2M4P7QX', 'R-5H8KQ2M'],
  manifest: { to: 0, events: [] },
  ...overrides,
});

const FIRST = 18_204;

const event = (
  previous: AuditEvent | undefined,
  entry: Pick<AuditEntry, 'action' | 'subject'> & Partial<AuditEntry>,
): AuditEvent => {
  const seq = (previous?.seq ?? FIRST - 1) + 1;
  const whole: AuditEntry = {
    at: addMinutes(previous?.at ?? toInstant('2026-11-25T10:12:00Z'), 90) as Instant,
    actor: 'p-4f1c',
    outcome: 'ok',
    detail: {},
    ...entry,
  };
  const before = previous?.hash ?? hex('0d');
  return { ...whole, seq, previous: before, hash: hashOf(whole, seq, before) };
};

/** A chain of audit events, the first of which follows an event that is not among them. */
export function chained(
  entries: readonly (Pick<AuditEntry, 'action' | 'subject'> & Partial<AuditEntry>)[],
): readonly AuditEvent[] {
  const events: AuditEvent[] = [];
  for (const entry of entries) events.push(event(events.at(-1), entry));
  return events;
}

const isAbout = (content: PackContent) => {
  const ids = new Set(content.auditIds);
  return (each: AuditEvent): boolean => concerns(each, ids);
};

/** The content with its list of what the audit has about the case. */
export const listed = (content: PackContent, log: readonly AuditEvent[]): PackContent => ({
  ...content,
  manifest: { to: log.at(-1)?.seq ?? 0, events: log.filter(isAbout(content)).map(({ seq, hash }) => ({ seq, hash })) },
});

/** A pack with its proof, from a log that ends with its making; signed with the key of a letter, or with none. */
export function proved(content: PackContent, log: readonly AuditEvent[], letter: string | null): CasePack {
  const tree = createMerkleTree();
  const known = new Map(log.map((each) => [each.seq, each]));
  for (let seq = 1; seq <= (log.at(-1)?.seq ?? 0); seq += 1) {
    const each = known.get(seq);
    tree.push(each ? leafOf(each) : leafHash(`event ${seq}`));
  }
  const audit = log.filter(isAbout(content));
  const proof = {
    size: tree.size(),
    root: tree.root(),
    checkpoint: letter === null ? null : signCheckpoint(tree, auditKeyOf(letter)),
    why: letter === null ? 'It is not signed: no AUDIT_KEY_FILE is set.' : null,
    paths: audit.map(({ seq }) => tree.inclusion(seq - 1)),
  };
  return { ...content, audit, proof };
}

/** A pack as the desk makes it. */
export function buildPack(overrides: Partial<PackContent> = {}, letter: string | null = 'a'): CasePack {
  const base = buildContent(overrides);
  const before: Parameters<typeof chained>[0] = [
    { action: 'subject-access.report', subject: base.caseId },
    { action: 'hold.place', subject: 'H-2M4P7QX', actor: 'desk', detail: { case: base.caseId } },
    { action: 'request.approve', subject: 'R-0000001', detail: { state: 'approved' } },
    { action: 'report.retention', subject: 'retention-2026-11-26', actor: 'desk', detail: { seq: FIRST + 2 } },
    { action: 'request.approve', subject: 'R-5H8KQ2M' },
    { action: 'request.approve', subject: 'R-5H8KQ2M', actor: 'p-77aa', outcome: 'own-request' },
  ];
  const content = listed(base, chained(before));
  const making = { action: PACK_ACTION, subject: content.caseId, at: content.madeAt };
  return proved(content, chained([...before, { ...making, detail: { sha256: packDigest(content) } }]), letter);
}
