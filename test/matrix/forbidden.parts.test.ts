import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ACTIONS, type Action, specOf } from '../../src/chat/actions.ts';
import type { HeldLock } from '../../src/features/cases/model/heldLock.ts';
import type { Hold } from '../../src/features/cases/model/hold.ts';
import type { Actor } from '../../src/features/people/actor.ts';
import type { RequestState } from '../../src/features/requests/model/request.ts';
import { requestSchema } from '../../src/features/requests/model/request.ts';
import { decodeTarget } from '../../src/kernel/target.ts';
import { toInstant } from '../../src/kernel/time.ts';
import {
  BOB,
  buildAccount,
  buildAgreement,
  buildAsk,
  buildGrant,
  buildHold,
  buildIndexed,
  buildPractice,
  buildRequest,
  buildUser,
  DANA,
  DAVID,
  NOW,
  PRACTICE_FILE,
  PRIYA,
  RITA,
  TOM,
} from '../builders.ts';
import { buildCase } from '../support/buildCase.ts';
import { type SimulatedDesk, startSimulatedDesk } from '../support/simulatedDesk.ts';

/** Everybody who tries, each by what they are. */
const WHO = {
  requester: RITA,
  colleague: TOM,
  director: DANA,
  dpo: PRIYA,
  'business manager': BOB,
  manager: 'mia@example.com',
  delegate: 'paul@example.com',
} as const;

type Who = keyof typeof WHO;

const EVERYBODY = Object.keys(WHO) as readonly Who[];

const DECIDERS: readonly Who[] = ['director', 'dpo', 'delegate'];

const AS_DPO: readonly Who[] = ['dpo', 'delegate'];

/** Who may ever take an action, whatever it is about: a new action without a line here is a type error. */
const MAY = {
  request: EVERYBODY,
  'subject-access': EVERYBODY,
  police: EVERYBODY,
  'card-payment': EVERYBODY,
  'unrecorded-line': EVERYBODY,
  approve: DECIDERS,
  deny: DECIDERS,
  ask: DECIDERS,
  'stand-back': DECIDERS,
  answer: ['requester'],
  withdraw: ['requester'],
  revoke: AS_DPO,
  listen: ['requester', ...AS_DPO],
  'hear-first': DECIDERS,
  'case-step': AS_DPO,
  'mark-confidential': AS_DPO,
  'acknowledge-emergency': ['director', 'dpo'],
  'renew-hold': AS_DPO,
  'end-hold': AS_DPO,
  'agree-end-hold': ['director'],
  'keep-hold': DECIDERS,
  'give-up-copies': AS_DPO,
  'redact-held': AS_DPO,
  'delete-locked': AS_DPO,
  unlock: AS_DPO,
  search: AS_DPO,
  'more-found': AS_DPO,
  'use-found': AS_DPO,
  release: AS_DPO,
  redact: AS_DPO,
  'give-link': AS_DPO,
  'passcode-given': AS_DPO,
  'end-links': AS_DPO,
  'hand-over': AS_DPO,
  'case-pack': AS_DPO,
  'export-register': AS_DPO,
  'agree-purge': AS_DPO,
  delegate: ['dpo'],
  'end-delegation': ['dpo'],
  away: DECIDERS,
  'confirm-account': ['dpo'],
  'refuse-account': ['dpo'],
  'confirm-channel': ['director', 'dpo'],
  'refuse-channel': ['director', 'dpo'],
  home: EVERYBODY,
  'my-requests': EVERYBODY,
  show: EVERYBODY,
  back: EVERYBODY,
} as const satisfies Readonly<Record<Action, readonly Who[]>>;

/** What nobody without a right to it may read in an answer: of a request, of a case. */
const SECRETS = {
  request: ['Mrs Secretly', '960777', 'KEPT-FROM-YOU'],
  case: ['Mr Hidden', 'KEPT-IN-THE-CASE'],
} as const;

const REQUEST_STATES = requestSchema.shape.state.options as readonly RequestState[];

const HOLD_STATES: readonly Hold['state'][] = ['active', 'release-proposed', 'released'];

const LOCK_STATES: readonly HeldLock['state'][] = ['open', 'redacting', 'redacted', 'deleted', 'unlocked'];

let desk: SimulatedDesk;

/** What a click can be about, by kind: one of each state, and one that the desk does not know. */
const targets: Record<string, string[]> = {
  new: ['new'],
  home: ['home/page/1'],
  mine: ['mine/page/1'],
  request: ['R-UNKNOWN'],
  release: ['R-UNKNOWN'],
  case: ['S-UNKNOWN'],
  hold: ['H-UNKNOWN'],
  lock: ['L-UNKNOWN'],
  search: ['F-UNKNOWN', 'F-1/page/2'],
  purge: ['purge-2026-11-24'],
  delegation: ['V-1'],
  account: ['A-1'],
  channel: ['C-1'],
};

const actors = new Map<string, Actor>();

beforeAll(async () => {
  const roles = {
    ...PRACTICE_FILE.roles,
    directors: [DANA, DAVID],
    managers: [WHO.manager],
    dpoDelegates: [{ email: WHO.delegate, from: '2026-11-01', until: '2026-12-31' }],
  };
  desk = await startSimulatedDesk(buildPractice({ roles }), NOW);
  for (const platform of ['slack', 'teams'] as const)
    for (const who of EVERYBODY) {
      const found = await desk.usecases.resolveActor(buildUser(WHO[who], { platform, userId: `${platform}-${who}` }));
      if (!found.ok) throw new Error(`${who} is nobody`);
      actors.set(`${platform} ${who}`, found.value);
    }
  await desk.uow.run(async (context) => {
    const recording = buildIndexed({ id: 'rec-1', parties: 'Mrs Secretly', number: '+441632960777' });
    await context.recordings.upsert([recording]);
    const ask = buildAsk({ reason: 'KEPT-FROM-YOU', parties: { kind: 'known', names: 'Mrs Secretly' } });
    for (const state of REQUEST_STATES) {
      const id = `R-${state.toUpperCase()}`;
      const isAgreed = ['approved', 'released', 'closed', 'revoked'].includes(state);
      const agreements = isAgreed ? [buildAgreement({ by: DAVID })] : [];
      const asked = { askedBy: DAVID, askedAt: NOW, text: 'Which?', answer: null };
      const questions = state === 'awaiting-answer' ? [asked] : [];
      await context.requests.insert(buildRequest({ id, state, ask, agreements, questions }));
      if (state === 'released') await context.grants.insert(buildGrant({ id: 'g-1', requestId: id, state: 'ready' }));
      targets.request?.push(id);
      targets.release?.push(id);
    }
    const report = { ...buildCase().report, from: 'Mr Hidden', details: 'KEPT-IN-THE-CASE' };
    await context.cases.insert(buildCase({ id: 'S-1', report }));
    await context.cases.insert(buildCase({ id: 'P-1', kind: 'police', report }));
    targets.case?.push('S-1', 'P-1');
    for (const state of HOLD_STATES) {
      const proposal = state === 'active' ? null : { by: PRIYA, at: NOW, reason: 'Closed' };
      await context.holds.insert(buildHold({ id: `H-${state}`, state, proposal }));
      targets.hold?.push(`H-${state}`);
    }
    const lock = { version: 0, recordingId: 'rec-1', recording, orderId: 'D-1', reason: 'card-payment' } as const;
    const rest = { reportedBy: TOM, reporterName: 'Tom', where: null, lockedAt: NOW, spans: [], decision: null };
    for (const state of LOCK_STATES) {
      await context.holds.insertLock({ ...lock, ...rest, id: `L-${state}`, orderId: `D-${state}`, state, fault: null });
      targets.lock?.push(`L-${state}`);
    }
    const days = { fromDate: '2026-11-24', untilDate: '2026-11-30', namedBy: PRIYA, namedAt: NOW };
    const until = toInstant('2026-12-01T00:00:00Z');
    await context.delegations.insert({ id: 'V-1', email: WHO.delegate, from: NOW, until, ...days });
    const held = { userId: 'U-held', state: 'held', checkId: 'A-1', heldFor: 'second-account' } as const;
    await context.people.bind(buildAccount(TOM, held));
    await context.channels.insertCheck({
      id: 'C-1',
      channel: 'directors',
      platform: 'slack',
      address: 'C1',
      name: 'everybody',
      isPublic: true,
      strangers: [],
      askedBy: DAVID,
      askedAt: NOW,
      settled: null,
    });
  });
});

afterAll(() => desk.stop());

/** Everything kept, but for what is written down of an attempt. */
async function everything(): Promise<string> {
  const noted = ['audit_events', 'audit_pending', 'audit_head', 'people', 'inbound_events', 'sqlite_sequence'];
  const tables = await sql<{ name: string }>`select name from sqlite_master where type = 'table'`.execute(desk.db);
  const kept: string[] = [];
  for (const { name } of tables.rows.filter((table) => !noted.includes(table.name)))
    kept.push(`${name}: ${JSON.stringify((await sql`select * from ${sql.table(name)}`.execute(desk.db)).rows)}`);
  return kept.join('\n');
}

const VALUES = {
  reason: 'Because.',
  question: 'Which?',
  answer: 'This.',
  recordingId: 'rec-1',
  days: '1',
  mode: 'copy',
  from: '2026-11-24',
  until: '2026-11-25',
  email: TOM,
  on: '2026-11-24',
  text: 'Because.',
  recipient: 'Somebody',
  statement: 'I agree.',
  consultation: 'By telephone.',
};

const FORBIDDEN = (Object.keys(ACTIONS) as Action[]).flatMap((action) =>
  EVERYBODY.filter((who) => !(MAY[action] as readonly Who[]).includes(who)).map((who) => ({ action, who })),
);

/** Presses and submits an action about everything it can be about, and gives every answer as one text. */
async function tryAll(action: Action, actor: Actor): Promise<string> {
  const { about } = specOf(action);
  const ids = about === 'any' ? Object.values(targets).flat() : (targets[about] ?? []);
  const said: string[] = [];
  for (const id of ids) {
    const target = decodeTarget(id, about);
    said.push(JSON.stringify(await desk.usecases.dispatch.press({ action, target, values: {} }, actor)));
    const sent = await desk.usecases.dispatch.submit(
      { action, target, values: VALUES },
      actor,
      `${action}:${id}:${actor.email}`,
    );
    said.push(JSON.stringify(sent));
  }
  return said.join('\n');
}

describe.each(['slack', 'teams'] as const)('what somebody on %s may not do', (platform) => {
  it.each(FORBIDDEN)('$action, by a $who: changes nothing and names nobody, whatever it is about', async ({
    action,
    who,
  }) => {
    const before = await everything();
    const said = await tryAll(action, actors.get(`${platform} ${who}`) as Actor);
    expect(await everything()).toBe(before);
    const kept = who === 'requester' ? SECRETS.case : [...SECRETS.request, ...SECRETS.case];
    const mayRead = DECIDERS.includes(who) ? [] : kept;
    for (const secret of mayRead) expect(said).not.toContain(secret);
  });

  it.each([
    'colleague',
    'business manager',
    'manager',
  ] as const)('shows a %s nothing of others’ requests and cases', async (who) => {
    for (const action of ['show', 'back', 'home'] as const) {
      const said = await tryAll(action, actors.get(`${platform} ${who}`) as Actor);
      for (const secret of [...SECRETS.request, ...SECRETS.case]) expect(said, action).not.toContain(secret);
    }
  });

  it.each([
    'foreign',
    'guest',
    'inactive',
    'unconfirmed',
  ] as const)('lets a %s account do nothing at all, whoever’s address it has', async (standing) => {
    for (const who of EVERYBODY) {
      const user = buildUser(WHO[who], { platform, standing, userId: `${platform}-${standing}-${who}` });
      expect((await desk.usecases.resolveActor(user)).ok, who).toBe(false);
    }
  });
});

describe('what may be done', () => {
  it('changes what is kept and shows what it is about, so that the tries above would have been noticed', async () => {
    const director = actors.get('slack director') as Actor;
    expect(await tryAll('show', director)).toContain('Mrs Secretly');
    const before = await everything();
    await tryAll('deny', director);
    expect(await everything()).not.toBe(before);
  });
});
