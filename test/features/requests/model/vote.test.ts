import { describe, expect, it } from 'vitest';
import type { Person } from '../../../../src/features/people/model/person.ts';
import { DEFAULT_RULES } from '../../../../src/features/practice/model/purpose.ts';
import type { AccessRequest } from '../../../../src/features/requests/model/request.ts';
import type { ClipTerms } from '../../../../src/features/requests/model/terms.ts';
import {
  approvalSlotFor,
  askQuestion,
  castAgreement,
  castDenial,
  standBack,
  type VoteContext,
  type Yes,
} from '../../../../src/features/requests/model/vote.ts';
import {
  BOB,
  buildAgreement,
  buildAsk,
  buildPerson,
  buildRecording,
  buildRequest,
  buildTerms,
  DANA,
  DAVID,
  NOW,
  PRIYA,
  RITA,
  TOM,
} from '../../../builders.ts';

const dana = buildPerson({ email: DANA, roles: ['director'] });

const david = buildPerson({ email: DAVID, roles: ['director'] });

const priya = buildPerson({ email: PRIYA, roles: ['dpo'] });

const delegate = buildPerson({ email: TOM, roles: ['dpo-delegate'] });

const recording = buildRecording({ id: 'rec-1' });

const context = (overrides: Partial<VoteContext> = {}): VoteContext => ({
  now: NOW,
  recording,
  maxDays: 7,
  maxMinutes: 60,
  ...overrides,
});

const yes = (terms: Partial<ClipTerms> = {}, rest: Partial<Yes> = {}): Yes => ({
  terms: buildTerms(terms),
  comment: null,
  statement: null,
  consultation: null,
  ...rest,
});

const refused = (error: string) => ({ ok: false, error });

const oneDirector = buildRequest();

const legal = buildRequest({ rule: DEFAULT_RULES.legal });

const disciplinary = buildRequest({ rule: DEFAULT_RULES.disciplinary });

/** The request after a yes that must be taken. */
function agreedBy(request: AccessRequest, person: Person, said: Yes = yes()): AccessRequest {
  const next = castAgreement(request, person, said, context());
  if (!next.ok) throw new Error(next.error);
  return next.value;
}

describe('who may fill an approval slot', () => {
  it.each([
    [dana, oneDirector, 'director'],
    [priya, oneDirector, 'director'],
    [dana, legal, 'director'],
    [priya, legal, 'dpo'],
    [delegate, legal, 'dpo'],
    [buildPerson({ email: DANA, roles: ['director', 'dpo'] }), legal, 'dpo'],
    [buildPerson({ email: DANA, roles: ['director', 'dpo-delegate'] }), legal, 'dpo'],
    [buildPerson({ email: DANA, roles: ['director', 'dpo-delegate'] }), oneDirector, 'director'],
  ])('%o takes an approval slot', (person, request, seat) => {
    expect(approvalSlotFor(request, person, [])).toEqual({ ok: true, value: seat });
  });

  it.each([[[]], [['manager']], [['business-manager']]] as const)('nobody with the roles %j', (roles) => {
    expect(approvalSlotFor(oneDirector, buildPerson({ email: BOB, roles: [...roles] }), [])).toEqual(
      refused('not-an-approver'),
    );
  });

  it('no delegate where the DPO has no approval slot', () => {
    expect(approvalSlotFor(oneDirector, delegate, [])).toEqual(refused('not-an-approver'));
  });

  it('not the requester, whatever their roles', () => {
    const own = buildPerson({ email: RITA, roles: ['director', 'dpo'] });
    expect(approvalSlotFor(legal, own, [])).toEqual(refused('own-request'));
  });

  it.each([
    'approved',
    'released',
    'closed',
    'denied',
    'withdrawn',
    'expired',
    'revoked',
  ] as const)('nobody once it is %s', (state) => {
    expect(approvalSlotFor(buildRequest({ state }), dana, [])).toEqual(refused('already-decided'));
  });

  it('a party by what was typed alone, be it the extension or the name: a claim takes nothing away', () => {
    const ask = buildAsk({ parties: { kind: 'known', names: 'Mrs Hill and Dana DREW' } });
    const claimed = buildPerson({ email: DANA, roles: ['director'], extensions: ['201', '208'] });
    expect(approvalSlotFor(buildRequest({ ask }), claimed, [])).toMatchObject({ ok: true });
  });

  it('nobody who stood back because they were on the call', () => {
    const stood = standBack(oneDirector, dana);
    expect(stood).toMatchObject({ ok: true, value: { stoodBack: [DANA], state: oneDirector.state } });
    expect(stood.ok && approvalSlotFor(stood.value, dana, [])).toEqual(refused('party-to-call'));
    expect(stood.ok && approvalSlotFor(stood.value, david, [])).toMatchObject({ ok: true });
    expect(stood.ok && standBack(stood.value, dana)).toEqual(refused('party-to-call'));
  });

  it.each([
    ['the requester', buildPerson({ email: RITA, roles: ['director'] }), 'own-request'],
    ['somebody without a role', buildPerson({ email: BOB }), 'not-an-approver'],
  ])('lets %s stand back from nothing', (_who, person, fault) => {
    expect(standBack(oneDirector, person)).toEqual(refused(fault));
  });

  it.each(['extension', 'otherExtension'] as const)('no party to the call by the recording’s %s', (end) => {
    const party = buildPerson({ email: DANA, roles: ['director'], extensions: ['201'] });
    expect(approvalSlotFor(oneDirector, party, [buildRecording({ [end]: '201' })])).toEqual(refused('party-to-call'));
  });

  it('no party to the call by the name that the recording has', () => {
    const named = [buildRecording({ parties: 'Mrs Hill and Dana DREW' })];
    expect(approvalSlotFor(oneDirector, dana, named)).toEqual(refused('party-to-call'));
    expect(approvalSlotFor(oneDirector, david, named)).toMatchObject({ ok: true });
  });

  it('nobody twice, even as director and as DPO', () => {
    const first = agreedBy(legal, priya);
    expect(first.agreements[0]?.seat).toBe('dpo');
    expect(approvalSlotFor(first, priya, [])).toEqual(refused('already-agreed'));
  });

  it('nobody where their role’s approval slot is taken', () => {
    expect(approvalSlotFor(agreedBy(legal, dana), david, [])).toEqual(refused('slot-taken'));
  });
});

describe('agreeing', () => {
  it('approves with the last agreement, and not before', () => {
    const first = agreedBy(legal, dana);
    expect(first.state).toBe('awaiting-approval');
    expect(agreedBy(first, priya).state).toBe('approved');
  });

  it('can be completed whoever comes first', () => {
    expect(agreedBy(agreedBy(legal, priya), dana).state).toBe('approved');
    expect(agreedBy(agreedBy(legal, dana), priya).state).toBe('approved');
    expect(agreedBy(agreedBy(legal, delegate, yes({}, { consultation: 'By telephone at nine' })), priya).state).toBe(
      'approved',
    );
  });

  it('needs two directors where the practice says so', () => {
    const two = buildRequest({ rule: { ...DEFAULT_RULES.training, seats: ['director', 'director'] } });
    expect(agreedBy(two, dana).state).toBe('awaiting-approval');
    expect(agreedBy(agreedBy(two, dana), david).state).toBe('approved');
  });

  it('keeps who, in which approval slot, when and to what', () => {
    expect(agreedBy(oneDirector, dana, yes({ days: 3 }, { comment: 'For the file' })).agreements).toEqual([
      {
        by: DANA,
        seat: 'director',
        delegate: false,
        at: NOW,
        terms: buildTerms({ days: 3 }),
        comment: 'For the file',
        statement: null,
        statementSha256: null,
        consultation: null,
      },
    ]);
  });

  it('leaves the request it was given as it was', () => {
    agreedBy(oneDirector, dana);
    expect(oneDirector).toMatchObject({ state: 'awaiting-approval', agreements: [] });
  });

  it('needs the recording to stand', () => {
    expect(castAgreement(oneDirector, dana, yes(), context({ recording: null }))).toEqual(refused('recording-gone'));
  });

  it('is refused to a party the recording names', () => {
    const own = buildRecording({ id: 'rec-1', parties: 'Drew, Dana' });
    expect(castAgreement(oneDirector, dana, yes(), context({ recording: own }))).toEqual(refused('party-to-call'));
  });
});

describe('what the DPO’s approval slot must state', () => {
  it('is the agreement itself for a disciplinary release, kept word for word', () => {
    expect(castAgreement(disciplinary, priya, yes(), context())).toEqual(refused('statement-missing'));
    expect(castAgreement(disciplinary, priya, yes({}, { statement: ' \t' }), context())).toEqual(
      refused('statement-missing'),
    );
    const said = 'I agree; see “Hill v. Reed” — *only* the first minute.';
    expect(agreedBy(disciplinary, priya, yes({}, { statement: said })).agreements[0]?.statement).toBe(said);
  });

  it('is nothing for the director of the same request', () => {
    expect(castAgreement(disciplinary, dana, yes(), context())).toMatchObject({ ok: true });
  });

  it('is the consultation besides, from a delegate', () => {
    expect(castAgreement(legal, delegate, yes(), context())).toEqual(refused('statement-missing'));
    expect(castAgreement(disciplinary, delegate, yes({}, { statement: 'I agree' }), context())).toEqual(
      refused('statement-missing'),
    );
    const both = yes({}, { statement: 'I agree', consultation: 'Rang Priya on Monday' });
    expect(agreedBy(disciplinary, delegate, both).agreements[0]).toMatchObject({
      seat: 'dpo',
      delegate: true,
      consultation: 'Rang Priya on Monday',
    });
  });

  it('is no consultation from the DPO', () => {
    expect(agreedBy(legal, priya).agreements[0]?.delegate).toBe(false);
  });
});

describe('the limits of an agreement', () => {
  const long = buildRecording({ id: 'rec-1', durationMs: 3 * 3_600_000 });

  it.each([
    [1, true],
    [7, true],
    [0, false],
    [8, false],
    [1.5, false],
    [Number.NaN, false],
    [-1, false],
  ])('%s days of at most 7: %s', (days, taken) => {
    const said = castAgreement(oneDirector, dana, yes({ days }), context());
    expect(said.ok || said.error).toBe(taken || 'days-out-of-range');
  });

  it.each([
    [3_600_000, true],
    [3_600_001, false],
  ])('%d ms of at most an hour: %s', (toMs, taken) => {
    const said = castAgreement(oneDirector, dana, yes({ toMs }), context({ recording: long }));
    expect(said.ok || said.error).toBe(taken || 'part-too-long');
  });

  it('stop at the recording’s own ends', () => {
    const said = agreedBy(oneDirector, dana, yes({ fromMs: -5, toMs: Number.MAX_SAFE_INTEGER }));
    expect(said.agreements[0]?.terms).toMatchObject({ fromMs: 0, toMs: recording.durationMs });
  });

  it.each([
    [recording.durationMs, recording.durationMs + 1_000],
    [60_000, 60_000],
    [Number.NaN, 1_000],
  ])('refuse the empty part %d to %d', (fromMs, toMs) => {
    expect(castAgreement(oneDirector, dana, yes({ fromMs, toMs }), context())).toEqual(refused('part-empty'));
  });

  it.each(['comment', 'statement', 'consultation'] as const)('hold for the %s', (field) => {
    const full = { statement: 'Yes', [field]: 'x'.repeat(1000) };
    expect(castAgreement(disciplinary, priya, yes({}, full), context())).toMatchObject({ ok: true });
    const over = { ...full, [field]: 'x'.repeat(1001) };
    expect(castAgreement(disciplinary, priya, yes({}, over), context())).toEqual(refused('text-too-long'));
    const card = { ...full, [field]: 'card 5555 5555 5555 4444' };
    expect(castAgreement(disciplinary, priya, yes({}, card), context())).toEqual(refused('card-number'));
  });
});

describe('what another has agreed to', () => {
  const before = buildTerms({ fromMs: 10_000, toMs: 50_000, days: 3, mode: 'listen' });
  const half = buildRequest({ rule: DEFAULT_RULES.legal, agreements: [buildAgreement({ terms: before })] });
  const second = (terms: Partial<ClipTerms>) => castAgreement(half, priya, yes({ ...before, ...terms }), context());

  it.each<[string, Partial<ClipTerms>]>([
    ['the same', {}],
    ['a later start', { fromMs: 10_001 }],
    ['an earlier end', { toMs: 49_999 }],
    ['fewer days', { days: 2 }],
  ])('may be left or narrowed: %s', (_, terms) => {
    expect(second(terms)).toMatchObject({ ok: true, value: { state: 'approved' } });
  });

  it('takes ends that read the same, to the second, for the same', () => {
    expect(second({ fromMs: 10_400, toMs: 50_999 })).toMatchObject({
      value: { agreements: [{}, { terms: { fromMs: 10_000, toMs: 50_000 } }] },
    });
  });

  it('may be narrowed from a copy to listening', () => {
    const copy = buildTerms({ mode: 'copy' });
    const request = buildRequest({ rule: DEFAULT_RULES.legal, agreements: [buildAgreement({ terms: copy })] });
    expect(castAgreement(request, priya, yes({ ...copy, mode: 'listen' }), context())).toMatchObject({ ok: true });
  });

  it.each<[string, Partial<ClipTerms>]>([
    ['an earlier start', { fromMs: 9_999 }],
    ['a later end', { toMs: 51_000 }],
    ['more days', { days: 4 }],
    ['a copy', { mode: 'copy' }],
    ['another recording', { recordingId: 'rec-2' }],
  ])('may never be widened: %s', (_, terms) => {
    expect(second(terms)).toEqual(refused('terms-wider'));
  });
});

describe('denying', () => {
  it('ends it at once, whoever has agreed before', () => {
    expect(castDenial(agreedBy(legal, dana), priya, ' Not needed ', NOW)).toMatchObject({
      ok: true,
      value: { state: 'denied', ending: { by: PRIYA, at: NOW, reason: 'Not needed' } },
    });
  });

  it('is open to one who has agreed, and to one whose approval slot is taken', () => {
    const half = agreedBy(legal, dana);
    expect(castDenial(half, dana, 'Second thoughts', NOW)).toMatchObject({ ok: true });
    expect(castDenial(half, david, 'No', NOW)).toMatchObject({ ok: true });
  });

  it('is open while a question waits', () => {
    const asked = askQuestion(oneDirector, dana, 'Why?', NOW);
    expect(asked.ok && castDenial(asked.value, david, 'No', NOW)).toMatchObject({ ok: true });
  });

  it.each([
    ['', 'reason-missing'],
    ['   ', 'reason-missing'],
    ['x'.repeat(1001), 'text-too-long'],
    ['4111-1111-1111-1111', 'card-number'],
  ])('needs a reason: %j is none', (reason, error) => {
    expect(castDenial(oneDirector, dana, reason, NOW)).toEqual(refused(error));
  });

  it('takes a reason of exactly a thousand characters', () => {
    expect(castDenial(oneDirector, dana, 'x'.repeat(1000), NOW)).toMatchObject({ ok: true });
  });

  it('is a party’s too, with a reason: a party may always object', () => {
    const party = buildPerson({ email: DANA, roles: ['director'], extensions: ['208'] });
    const meant = [buildRecording({ extension: '208' })];
    expect(castAgreement(oneDirector, party, yes(), context({ recording: meant[0] ?? null }))).toEqual(
      refused('party-to-call'),
    );
    expect(castDenial(oneDirector, party, 'I was on it', NOW, meant)).toMatchObject({ ok: true });
    expect(castDenial(oneDirector, party, ' ', NOW, meant)).toEqual(refused('reason-missing'));
  });

  it('is not the requester’s, nor twice', () => {
    const own = buildPerson({ email: RITA, roles: ['director'] });
    expect(castDenial(oneDirector, own, 'No', NOW)).toEqual(refused('own-request'));
    expect(castDenial(buildRequest({ state: 'denied' }), dana, 'No', NOW)).toEqual(refused('already-decided'));
  });
});

describe('asking', () => {
  it('waits for the answer', () => {
    expect(askQuestion(oneDirector, dana, ' Which bill? ', NOW)).toMatchObject({
      ok: true,
      value: {
        state: 'awaiting-answer',
        questions: [{ askedBy: DANA, askedAt: NOW, text: 'Which bill?', answer: null }],
      },
    });
  });

  it('is done once at a time', () => {
    const asked = askQuestion(oneDirector, dana, 'Which bill?', NOW);
    expect(asked.ok && askQuestion(asked.value, david, 'And why?', NOW)).toEqual(refused('question-open'));
  });

  it('keeps others from agreeing, not the one who asked', () => {
    const asked = askQuestion(oneDirector, dana, 'Which bill?', NOW);
    if (!asked.ok) throw new Error(asked.error);
    expect(castAgreement(asked.value, david, yes(), context())).toEqual(refused('question-open'));
    expect(castAgreement(asked.value, dana, yes(), context())).toMatchObject({
      ok: true,
      value: { state: 'approved' },
    });
  });

  it('is not open to one without an approval slot to fill', () => {
    expect(askQuestion(agreedBy(legal, dana), david, 'Why?', NOW)).toEqual(refused('slot-taken'));
    expect(askQuestion(oneDirector, buildPerson({ email: BOB }), 'Why?', NOW)).toEqual(refused('not-an-approver'));
  });

  it.each([
    ['', 'reason-missing'],
    ['x'.repeat(1001), 'text-too-long'],
    ['is it 3782 822463 10005?', 'card-number'],
  ])('needs a question: %j is none', (text, error) => {
    expect(askQuestion(oneDirector, dana, text, NOW)).toEqual(refused(error));
  });
});
