import { describe, expect, it } from 'vitest';
import { EMPTY_FORM } from '../../../src/features/messaging/reply.ts';
import { DEFAULT_RULES } from '../../../src/features/practice/model/purpose.ts';
import type { Recording } from '../../../src/features/recordings/model/recording.ts';
import { approveForm } from '../../../src/features/requests/handlers/decisionForms.ts';
import { createChoosePart, findHearing } from '../../../src/features/requests/hearFirst.ts';
import { loadRequestView } from '../../../src/features/requests/loadRequestView.ts';
import type { AccessRequest } from '../../../src/features/requests/model/request.ts';
import { toInstant } from '../../../src/kernel/time.ts';
import {
  BOB,
  buildAgreement,
  buildIndexed,
  buildPerson,
  buildPractice,
  buildRequest,
  buildTerms,
  DANA,
  DAVID,
  NOW,
  PRIYA,
  RITA,
  TOM,
} from '../../builders.ts';
import { buildCase } from '../../support/buildCase.ts';
import { DIALECTS, useDatabase } from '../../support/databases.ts';

const CALL = `rec-${'a'.repeat(24)}`;

const practice = buildPractice();

const actor = (email: string) => buildPerson({ email, roles: email === PRIYA ? ['dpo'] : ['director'] });

for (const dialect of DIALECTS)
  describe(`hearing a call before deciding, on ${dialect}`, () => {
    const opened = useDatabase(dialect);
    const forbidding = useDatabase(dialect, { practice: buildPractice({ hearBeforeDeciding: false }) });

    const placed = async (
      changes: Partial<AccessRequest> = {},
      recordings: readonly Partial<Recording>[] = [{}],
      of = opened,
    ): Promise<string> => {
      const request = buildRequest(changes);
      await of().first.uow.run(async (context) => {
        await context.recordings.upsert(recordings.map((each) => buildIndexed({ id: CALL, ...each })));
        await context.requests.insert(request);
      });
      return request.id;
    };
    const hear = (requestId: string, email: string, recordingId = CALL, of = opened) =>
      of().first.uow.read(async (context) => {
        const found = await findHearing(context, { requestId, recordingId, actor: { email } });
        return found.ok ? 'ok' : found.error;
      });
    const choose = (requestId: string, email: string, ...parts: { fromMs: number; toMs: number }[]) =>
      createChoosePart({ uow: opened().first.uow, practice })(
        { requestId, recordingId: CALL, actor: { email } },
        parts,
      );
    const formOf = (requestId: string, email: string) =>
      opened().first.uow.read(async (context) => {
        const request = await context.requests.find(requestId);
        if (!request) throw new Error('No request');
        return approveForm({ practice }, await loadRequestView(context, request), actor(email), EMPTY_FORM).card.form
          .values;
      });

    it('is for whoever may agree now: directors and the DPO, and nobody else', async () => {
      const id = await placed();
      expect(await Promise.all([DANA, DAVID, PRIYA].map((email) => hear(id, email)))).toEqual(['ok', 'ok', 'ok']);
      expect(await Promise.all([TOM, BOB].map((email) => hear(id, email)))).toEqual(Array(2).fill('not-an-approver'));
      expect(await hear(id, RITA)).toBe('not-an-approver');
      expect(await hear('R-UNKNOWN', DANA)).toBe('request-not-found');
    });

    it('is not for the requester, a party, or somebody who has agreed', async () => {
      expect(await hear(await placed({ requestedBy: DANA }), DANA)).toBe('own-request');
      const id = await placed({}, [{ otherExtension: '202' }]);
      expect(await hear(id, DAVID)).toBe('party-to-call');
      expect(await hear(id, DANA)).toBe('ok');
      const agreed = {
        rule: DEFAULT_RULES.legal,
        agreements: [buildAgreement({ terms: buildTerms({ recordingId: CALL }) })],
      };
      const half = await placed(agreed);
      expect(await hear(half, agreed.agreements[0]?.by ?? '')).toBe('already-agreed');
      expect(await hear(half, PRIYA)).toBe('ok');
    });

    it.each([
      'approved',
      'released',
      'closed',
      'denied',
      'withdrawn',
      'expired',
      'revoked',
    ] as const)('ends when the request is %s', async (state) => {
      expect(await hear(await placed({ state }), DANA)).toBe('already-decided');
    });

    it('waits for the answer to somebody else’s question, and not for one’s own', async () => {
      const questions = [{ askedBy: DANA, askedAt: NOW, text: 'Which bill?', answer: null }];
      const id = await placed({ state: 'awaiting-answer', questions });
      expect(await hear(id, DAVID)).toBe('question-open');
      expect(await hear(id, DANA)).toBe('ok');
    });

    it('is of what the request means, while it is stored and can be played', async () => {
      const id = await placed();
      expect(await hear(id, DANA, 'rec-unknown')).toBe('recording-gone');
      const elsewhere = `rec-${'b'.repeat(24)}`;
      await placed({}, [{ id: elsewhere, startedAt: toInstant('2026-11-10T09:00:00Z') }]);
      expect(await hear(id, DANA, elsewhere)).toBe('no-such-recording');
      const damaged = await placed({}, [{ fault: { kind: 'broken-audio', format: null } }]);
      expect(await hear(damaged, DANA)).toBe('sound-unreadable');
    });

    it('is of a call of at most two hours', async () => {
      const twoHours = 2 * 3_600_000;
      expect(await hear(await placed({}, [{ durationMs: twoHours }]), DANA)).toBe('ok');
      expect(await hear(await placed({}, [{ durationMs: twoHours + 1 }]), DANA)).toBe('too-long-to-hear');
    });

    it('of a confidential case is for the DPO alone, since directors are not to know who was on the call', async () => {
      const confidential = { kind: 'confidential' as const, isConfidential: true, at: NOW, by: PRIYA };
      for (const [id, steps] of [
        ['S-OPEN', []],
        ['S-SHUT', [confidential]],
      ] as const)
        await opened().first.uow.run(({ cases }) => cases.insert(buildCase({ id, steps })));
      const rule = DEFAULT_RULES['subject-access'];
      expect(await hear(await placed({ caseId: 'S-OPEN', rule }), DANA)).toBe('ok');
      const shut = await placed({ caseId: 'S-SHUT', rule });
      expect(await hear(shut, DANA)).toBe('confidential-case');
      expect(await hear(shut, PRIYA)).toBe('ok');
    });

    it('is nobody’s where the practice forbids it', async () => {
      const id = await placed({}, [{}], forbidding);
      expect(await hear(id, DANA, CALL, forbidding)).toBe('hearing-forbidden');
      expect(await hear(id, TOM, CALL, forbidding)).toBe('not-an-approver');
    });

    it('keeps the part that was chosen, in whole seconds, for the form of whoever chose it', async () => {
      const id = await placed();
      expect(await formOf(id, DANA)).toMatchObject({ recordingId: CALL, from: '0:00', to: '' });
      expect(await choose(id, DANA, { fromMs: 30_400, toMs: 70_100 })).toEqual({
        ok: true,
        value: { fromMs: 30_000, toMs: 71_000 },
      });
      await choose(id, DANA, { fromMs: 31_400, toMs: 70_100 });
      await choose(id, PRIYA);
      expect(await formOf(id, DANA)).toMatchObject({ recordingId: CALL, from: '0:31', to: '1:11' });
      expect(await formOf(id, PRIYA)).toMatchObject({ recordingId: CALL, from: '0:00', to: '' });
      expect(await formOf(id, DAVID)).toMatchObject({ from: '0:00', to: '' });
      const request = await opened().first.uow.read(({ requests }) => requests.find(id));
      expect(request?.parts).toHaveLength(2);
    });

    it('refuses a part that may not be allowed, and a choice of somebody who may not hear', async () => {
      const long = await placed({}, [{ durationMs: 2 * 3_600_000 }]);
      expect(await choose(long, DANA)).toMatchObject({ error: { code: 'part-too-long' } });
      const terms = buildTerms({ recordingId: CALL, fromMs: 10_000, toMs: 60_000 });
      const half = await placed({ rule: DEFAULT_RULES.legal, agreements: [buildAgreement({ terms })] });
      expect(await choose(half, PRIYA, { fromMs: 0, toMs: 60_000 })).toMatchObject({ error: { code: 'terms-wider' } });
      expect(await choose(half, PRIYA, { fromMs: 20_000, toMs: 60_000 })).toMatchObject({ ok: true });
      const two = [
        { fromMs: 0, toMs: 1_000 },
        { fromMs: 2_000, toMs: 3_000 },
      ];
      expect(await choose(half, PRIYA, ...two)).toMatchObject({ error: { code: 'spans-invalid' } });
      expect(await choose(half, TOM)).toMatchObject({ error: { code: 'not-an-approver' } });
      const acts: string[] = [];
      for await (const { action, outcome, subject } of opened().first.audit.events())
        if (action === 'request.choose-part' && subject === half) acts.push(outcome);
      expect(acts.sort()).toEqual(['ok', 'spans-invalid', 'terms-wider']);
    });

    it('fills the form with a recording only when one alone can be meant', async () => {
      const other = { id: `rec-${'c'.repeat(24)}`, startedAt: toInstant('2026-11-23T15:20:00Z') };
      const id = await placed({}, [{}, other]);
      expect(await formOf(id, DANA)).toMatchObject({ recordingId: '', from: '0:00', to: '' });
    });
  });
