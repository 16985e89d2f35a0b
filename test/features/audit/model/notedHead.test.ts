import { describe, expect, it } from 'vitest';
import { checkpointLine, checkpointsIn, readCheckpoint } from '../../../../src/features/audit/model/checkpoint.ts';
import { headsInLine } from '../../../../src/features/audit/model/notedHead.ts';
import { signNote } from '../../../../src/features/audit/model/signedNote.ts';
import { presentRetentionReport } from '../../../../src/features/retention/cards/retentionReport.ts';
import { SAMPLE_VIEWS } from '../../../cards/sampleViews.ts';
import { auditKeyOf } from '../../../support/auditKey.ts';

const ROOT = Buffer.alloc(32, 1).toString('base64');

const NOTE = signNote(`desk.example.com/audit\n18204\n${ROOT}\n`, auditKeyOf('a'));

const HASH = '9b74c9897bac770ffc029102a200c5de1a0b5b1d4f8c2e6a7d3f90e1b2c3d4e5';

const OTHER = 'a'.repeat(64);

const LOGGED = JSON.stringify({
  level: 30,
  time: '2026-11-24T02:30:00.000Z',
  seq: 18204,
  hash: HASH,
  msg: 'audit.head',
});

describe('a line of what was noted of the audit', () => {
  it.each<[string, string]>([
    ['typed', `18204:${HASH}`],
    ['typed in capitals', `18204:${HASH.toUpperCase()}`],
    ['of the log', LOGGED],
    ['of the log, behind the words of what keeps it', `desk-1  | 2026-11-24T02:30:00Z ${LOGGED}`],
    ['of the log, as a container’s log file wraps it', JSON.stringify({ log: `${LOGGED}\n`, stream: 'stdout' })],
    ['of the log, as a collector takes it apart', JSON.stringify({ kubernetes: {}, entry: JSON.parse(LOGGED) })],
    ['as a case pack’s check says it', `it must state event 18204, ${HASH}`],
    ['as this command says it', `The audit is whole: 18204 events. Chain head: ${HASH}`],
    ['of the export', JSON.stringify({ seq: 18204, detail: { seq: 3, hash: OTHER }, previous: OTHER, hash: HASH })],
  ])('%s states an end', (_, line) => {
    expect(headsInLine(line)).toEqual([{ seq: 18204, hash: HASH }]);
  });

  it('states an end as the morning report prints it', () => {
    const view = SAMPLE_VIEWS['retention-report.good'];
    if (view?.kind !== 'retention-report') throw new Error('There is a sample of the report');
    const { report } = view;
    const { footer } = presentRetentionReport(report);
    const [note = ''] = checkpointsIn(String(report.checkpoint));
    // Beside its checkpoint the report prints twelve digits of the hash, for people; without, the whole.
    expect(headsInLine(String(footer))).toEqual([{ seq: 18204, hash: readCheckpoint(note)?.root, note }]);
    const unsigned = presentRetentionReport({ ...report, checkpoint: null });
    expect(headsInLine(String(unsigned.footer))).toEqual([report.chainHead]);
  });

  it('states a checkpoint: the last line of the note itself, in one line, and in the log', () => {
    const stated = [{ seq: 18204, hash: ROOT, note: NOTE }];
    const lines = NOTE.trim().split('\n');
    expect(headsInLine(lines.at(-1) ?? '', ['the line before', ...lines.slice(0, -1)])).toEqual(stated);
    expect(headsInLine(checkpointLine(NOTE))).toEqual(stated);
    expect(headsInLine(JSON.stringify({ level: 30, checkpoint: NOTE, msg: 'audit.checkpoint' }))).toEqual(stated);
  });

  it('that is a checkpoint’s signature without the checkpoint is not passed over', () => {
    const lines = NOTE.trim().split('\n');
    expect(headsInLine(lines.at(-1) ?? '', lines.slice(1, -1))).toBe('unreadable');
  });

  it.each<[string, string]>([
    ['nothing', ''],
    ['another line of the log', '{"level":30,"time":"2026-11-24T02:30:00.000Z","port":3978,"msg":"desk.started"}'],
    ['a sentence', 'All is well. Nothing is kept past 30 days.'],
    ['a moment', '12:30:05 the desk has started'],
    ['half a line of JSON', '{"level":30,"time":"2026-1'],
  ])('that is %s states none', (_, line) => {
    expect(headsInLine(line)).toEqual([]);
  });

  it.each<[string, string]>([
    ['of the log that was cut off', LOGGED.slice(0, 90).concat(',"msg":"audit.head')],
    ['of a report whose hash lacks a character', `the end of the audit log: entry 18204, ${HASH.slice(1)}.`],
    ['of a report whose hash has one too many', `the end of the audit log: entry 18204, ${HASH}0.`],
    ['typed, with a character that no hash has', `18204:${HASH.slice(0, 63)}g`],
  ])('%s is not passed over', (_, line) => {
    expect(headsInLine(line)).toBe('unreadable');
  });
});
