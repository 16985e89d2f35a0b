import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createSignAudit } from '../../../src/features/audit/signAudit.ts';
import { createRegisterData } from '../../../src/features/register/exportRegister.ts';
import { createCasePack, createMakePackFile } from '../../../src/features/releases/casePack.ts';
import type { CasePack } from '../../../src/features/releases/model/pack.ts';
import { createDocumentRenderer } from '../../../src/features/releases/pdf/renderer.ts';
import { verifyPack } from '../../../src/features/releases/pdf/verifyPack.ts';
import { addDays, addMinutes, isWeekend } from '../../../src/kernel/time.ts';
import { buildPractice, buildRequest, DANA, NOW, PRIYA, RITA, TOM } from '../../builders.ts';
import { createMemoryStorage } from '../../fakes/memoryStorage.ts';
import { auditKeyOf, keyFileOf } from '../../support/auditKey.ts';
import { storeCase } from '../../support/caseRecords.ts';
import { DIALECTS, useDatabase } from '../../support/databases.ts';
import { createRecordingLog } from '../../support/recordingLog.ts';

const PRACTICE = buildPractice({
  roles: { directors: [DANA], dpo: [PRIYA], dpoDelegates: [{ email: TOM, from: '2026-11-01', until: '2026-12-31' }] },
});

for (const dialect of DIALECTS)
  describe(`documents from ${dialect}`, () => {
    let now = NOW;
    const opened = useDatabase(dialect, { practice: PRACTICE, clock: { now: () => now } });
    let auditKeyFile: string | null = null;
    const deps = () => ({
      uow: opened().first.uow,
      audit: opened().first.audit,
      clock: { now: () => now },
      log: createRecordingLog(),
      checkpointVault: createMemoryStorage(() => now).checkpoints,
      witness: null,
    });
    const parts = () => ({
      ...deps(),
      signAudit: createSignAudit({ ...deps(), auditKeyFile }),
      clock: { now: () => now },
      practice: PRACTICE,
      isWorkingDay: (date: string) => !isWeekend(date),
    });
    const packOf = (caseId: string, email: string) => createCasePack(parts())({ caseId, actor: { email } });
    const made = async (caseId: string, email = PRIYA): Promise<CasePack> => {
      const pack = await packOf(caseId, email);
      if (!pack.ok) throw new Error(pack.error.code);
      return pack.value;
    };
    const lastEvent = async () => {
      let last: CasePack['audit'][number] | undefined;
      for await (const event of opened().first.audit.events()) last = event;
      return last;
    };

    it('a case pack holds everything of the case, and the events of its audit', async () => {
      await opened().first.uow.run(({ audit }) =>
        audit.append({ at: NOW, actor: 'desk', action: 'x', subject: '-', outcome: 'ok', detail: {} }),
      );
      const { hold, copies, request, disclosure } = await opened().first.uow.run((stores) =>
        storeCase(stores, 'S-PACKED'),
      );
      const pack = await made('S-PACKED');
      expect(pack).toMatchObject({
        caseId: 'S-PACKED',
        kind: 'Subject access request (policy 5.4, 5.5)',
        madeBy: 'Priya Patel',
        madeAt: NOW,
        decisions: [
          {
            request: request.id,
            who: 'Priya Patel',
            seat: 'Data Protection Officer',
            statement: 'I agree to this release.',
            statementSha256: createHash('sha256').update('I agree to this release.').digest('hex'),
          },
          { who: 'Dana Drew', seat: 'director', comment: 'Fine', statement: null, statementSha256: null },
        ],
        holds: [
          { id: hold.id, recordings: copies.map(({ recordingId, sha256 }) => ({ recording: recordingId, sha256 })) },
        ],
        disclosures: [{ recipient: 'Zofia Łukasiewicz', sha256: disclosure.sha256, silenced: '1 part silenced' }],
      });
      expect(pack.clock).toContainEqual({
        title: 'Clock runs from',
        value: 'Wed 4 Nov 2026, the day identity was shown',
      });
      expect(pack.timeline.map(({ by, what }) => `${by}: ${what}`)).toEqual(
        expect.arrayContaining([
          'Rita Reed: Reported',
          'Priya Patel: Clarification asked for, Fri 6 Nov 2026: the clock stands still',
          `Dana Drew: Release ${request.id} agreed to`,
          `Priya Patel: Copy given (${request.id})`,
        ]),
      );
      expect(pack.audit.map(({ action }) => action)).toEqual([
        'subject-access.report',
        'hold.place',
        'request.approve',
        'clip.delete',
        'case.pack',
      ]);
    });

    it('a second pack goes on from the same first event', async () => {
      now = addMinutes(NOW, 1);
      const again = await made('S-PACKED');
      expect(again.audit.at(0)?.seq).toBe(2);
      expect(again.audit.at(-1)).toEqual(await lastEvent());
    });

    it('a case pack is drawn into a file that is proved on its own, and the audit keeps the SHA-256 of the file', async () => {
      now = addMinutes(NOW, 2);
      const make = createMakePackFile({ ...parts(), renderer: createDocumentRenderer() });
      const file = await make({ caseId: 'S-PACKED', actor: { email: PRIYA } });
      if (!file.ok) throw new Error(file.error.code);
      const last = await lastEvent();
      expect(verifyPack(file.value)).toMatchObject({
        ok: true,
        value: { seq: (last?.seq ?? 0) - 1, hash: last?.previous, signer: null },
      });
      expect(last).toMatchObject({
        action: 'case.pack-file',
        subject: 'S-PACKED',
        outcome: 'ok',
        detail: { sha256: createHash('sha256').update(file.value).digest('hex') },
      });
      expect(await make({ caseId: 'S-PACKED', actor: { email: RITA } })).toMatchObject({
        ok: false,
        error: { code: 'not-the-dpo' },
      });
      expect(await lastEvent()).toMatchObject({ action: 'case.pack', outcome: 'not-the-dpo' });
    });

    it('a case pack is signed at once by the desk’s key, between two nights too', async () => {
      auditKeyFile = await keyFileOf('a');
      const make = createMakePackFile({ ...parts(), renderer: createDocumentRenderer() });
      const file = await make({ caseId: 'S-PACKED', actor: { email: PRIYA } });
      auditKeyFile = null;
      if (!file.ok) throw new Error(file.error.code);
      expect(verifyPack(file.value, auditKeyOf('a'))).toMatchObject({
        ok: true,
        value: { signer: 'desk.example.com/audit' },
      });
      expect(verifyPack(file.value, auditKeyOf('b'))).toMatchObject({ error: { kind: 'not-by-key' } });
      const [kept] = await opened().first.uow.read(({ checkpoints }) => checkpoints.all());
      expect(kept?.size).toBe(((await lastEvent())?.seq ?? 0) - 1);
    });

    it.each([
      ['who is not the DPO', 'S-PACKED', RITA, 'not-the-dpo', 'S-PACKED'],
      ['who is not, of a case that is not there', 'S-NOWHERE', DANA, 'not-the-dpo', '-'],
      ['of a case that is not there', 'S-NOWHERE', PRIYA, 'case-not-found', '-'],
    ])('is refused to somebody %s, and that is audited', async (_, caseId, email, code, subject) => {
      expect(await packOf(caseId, email)).toMatchObject({ ok: false, error: { code } });
      expect(await lastEvent()).toMatchObject({ action: 'case.pack', subject, outcome: code, detail: {} });
    });

    it('is made for whoever stands in for the DPO, but not of a confidential case', async () => {
      await opened().first.uow.run((stores) =>
        storeCase(stores, 'S-SECRET', { kind: 'confidential', isConfidential: true }),
      );
      expect((await made('S-PACKED', TOM)).madeBy).toBe('Tom Tate');
      expect(await packOf('S-SECRET', TOM)).toMatchObject({ error: { code: 'confidential-case' } });
      expect((await made('S-SECRET')).caseId).toBe('S-SECRET');
    });

    const register = (email: string, from = '2026-11-01', to = '2026-11-30') =>
      createRegisterData(parts())({ actor: { email }, from, to });
    const linesOf = async (...act: Parameters<typeof register>) => {
      const lines = await register(...act);
      if (!lines.ok) throw new Error(lines.error.code);
      return lines.value;
    };

    it('the register has a line for each case, hold, disclosure and refusal, the oldest first', async () => {
      await opened().first.uow.run(async (stores) => {
        const { request } = await storeCase(stores, 'S-REFUSED', {
          kind: 'refused',
          on: '2026-11-06',
          ground: 'others-data',
          partly: true,
          reasons: 'Another client speaks in it',
        });
        await stores.requests.insert({
          ...request,
          id: 'R-DENIED',
          state: 'denied',
          ending: { by: DANA, at: NOW, reason: 'Not this part' },
        });
      });
      const lines = (await linesOf(PRIYA)).filter(({ caseId }) => caseId === 'S-REFUSED');
      expect(lines.map(({ kind, at, id }) => [kind, at, id])).toEqual([
        ['hold', '2026-11-02T10:12:00+00:00', 'H-S-REFUSED'],
        ['case', '2026-11-02T10:12:00+00:00', 'S-REFUSED'],
        ['refusal', '2026-11-06T10:12:00+00:00', 'S-REFUSED'],
        ['disclosure', '2026-11-14T10:12:00+00:00', 'R-S-REFUSED'],
        ['refusal', '2026-11-24T10:00:00+00:00', 'R-DENIED'],
      ]);
      expect(lines.find(({ kind }) => kind === 'case')).toMatchObject({
        whom: 'Zofia Łukasiewicz',
        until: '2026-12-08',
        state: 'refused in part 2026-11-06',
      });
      expect(lines.at(-1)).toMatchObject({ by: 'Dana Drew', words: 'Not this part' });
    });

    it('the register leaves out other days, and says so to the audit', async () => {
      const [all, one] = [await linesOf(PRIYA), await linesOf(PRIYA, '2026-11-14', '2026-11-14')];
      expect(all.length).toBeGreaterThan(one.length);
      expect(new Set(one.map(({ kind }) => kind))).toEqual(new Set(['disclosure']));
      expect(await lastEvent()).toMatchObject({
        action: 'register.read',
        outcome: 'ok',
        detail: { from: '2026-11-14', to: '2026-11-14', lines: one.length },
      });
    });

    it('the register shows no confidential case to a delegate, and nothing to anybody else', async () => {
      const cases = async (email: string) => new Set((await linesOf(email)).map(({ caseId }) => caseId));
      expect((await cases(PRIYA)).has('S-SECRET')).toBe(true);
      expect(await cases(TOM)).toEqual(new Set(['S-PACKED', 'S-REFUSED']));
      expect(await register(DANA)).toMatchObject({ ok: false, error: { code: 'not-the-dpo' } });
    });

    it('the register has what was denied of ordinary requests in those days, but not for a party to the call', async () => {
      const ending = { by: DANA, at: NOW, reason: 'It narrows nothing' };
      await opened().first.uow.run(async ({ requests }) => {
        await requests.insert(buildRequest({ id: 'R-PLAIN', state: 'denied', ending }));
        await requests.insert(buildRequest({ id: 'R-TOMS', state: 'denied', ending, stoodBack: [TOM] }));
        const before = { ...ending, at: addDays(NOW, -40) };
        await requests.insert(buildRequest({ id: 'R-EARLY', state: 'denied', ending: before }));
        await requests.insert(buildRequest({ id: 'R-OPEN' }));
      });
      const denied = async (email: string) =>
        (await linesOf(email)).filter(({ kind, caseId }) => kind === 'refusal' && caseId === '');
      expect((await denied(TOM)).map(({ id }) => id)).toEqual(['R-PLAIN']);
      const [line, ...more] = await denied(PRIYA);
      expect(more.map(({ id }) => id)).toEqual(['R-TOMS']);
      expect(line).toMatchObject({
        id: 'R-PLAIN',
        what: 'Request denied',
        whom: 'Rita Reed',
        ground: 'Complaint (policy 2.1d)',
        by: 'Dana Drew',
        words: 'It narrows nothing',
      });
    });
  });
