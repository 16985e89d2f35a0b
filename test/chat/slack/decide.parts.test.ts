import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DANA, DAVID, PRIYA, RITA, STRANGER, TOM } from '../../builders.ts';
import { released, type SlackDesk, startSlackDesk } from '../../support/slackDesk.ts';
import { labelsOf, wordsOf } from '../../support/slackShapes.ts';
import { until } from '../../support/until.ts';

let desk: SlackDesk;

beforeAll(async () => {
  desk = await startSlackDesk();
});

afterAll(async () => {
  expect(await desk.desk.audit.verify()).toBeUndefined();
  await desk.stop();
});

const outcomes = async (id: string): Promise<readonly string[]> =>
  (await desk.events(id)).map(({ action, outcome }) => `${action}: ${outcome}`);

describe('a decision somebody may not take, or takes twice', () => {
  it('counts an approval that is sent twice once', async () => {
    const id = await desk.ask(RITA);
    const step = await desk.open(DANA, await desk.card(id, 'approver'), 'Approve');
    expect(await desk.slack.submit(DANA, step, {})).toEqual({ kind: 'closed' });
    const again = await desk.slack.submit(DANA, step, {});
    expect(again.kind === 'view' && wordsOf(again.view)).toMatch(
      /has been decided already.*Dana Drew, Tue 24 Nov 2026/,
    );
    await desk.settled();
    expect((await outcomes(id)).filter((each) => each === 'clip.cut: ok')).toHaveLength(1);
    expect(await outcomes(id)).toContain('request.approve: already-decided');
  });

  it('lets the first of two directors decide, and tells the second who was first', async () => {
    const id = await desk.ask(RITA);
    const card = await desk.card(id, 'approver');
    const danas = await desk.open(DANA, card, 'Approve');
    const davids = await desk.open(DAVID, card, 'Deny');
    const both = await Promise.all([
      desk.slack.submit(DANA, danas, {}),
      desk.slack.submit(DAVID, davids, { reason: 'Not needed.' }),
    ]);
    await desk.settled();
    expect(both.map(({ kind }) => kind).sort()).toEqual(['closed', 'view']);
    const decided = (await desk.request(id)).state;
    const refused = both.find((each) => each.kind === 'view');
    expect(refused && wordsOf(refused.view)).toContain(decided === 'released' ? 'Dana Drew' : 'David Drake');
    expect((await outcomes(id)).filter((each) => /^request\.(approve|deny): ok$/.test(each))).toHaveLength(1);
    const late = await desk.open(DAVID, card, 'Approve');
    expect(wordsOf(late)).toContain('has been decided already');
  });

  it('refuses an approval after the request was withdrawn', async () => {
    const id = await desk.ask(RITA);
    const step = await desk.open(DANA, await desk.card(id, 'approver'), 'Approve');
    await desk.slack.press(RITA, await desk.card(id, 'requester'), 'withdraw');
    await until('the withdrawal', async () => (await desk.request(id)).state === 'withdrawn');
    const late = await desk.slack.submit(DANA, step, {});
    expect(late.kind === 'view' && wordsOf(late.view)).toContain('has been decided already');
    expect((await desk.request(id)).state).toBe('withdrawn');
    expect(await desk.desk.uow.read(({ grants }) => grants.findByRequest(id))).toBeUndefined();
    expect(await outcomes(id)).toContain('request.approve: already-decided');
  });

  it.each([
    { who: 'somebody outside the practice', email: STRANGER, says: 'Only staff of the practice' },
    { who: 'staff who decide nothing', email: TOM, says: 'Only the people this request is put to' },
    { who: 'the requester', email: RITA, says: 'Only the people this request is put to' },
  ])('refuses $who', async ({ email, says }) => {
    const id = await desk.ask(RITA);
    expect(wordsOf(await desk.open(email, await desk.card(id, 'approver'), 'Approve'))).toContain(says);
    expect((await desk.request(id)).state).toBe('awaiting-approval');
  });

  it('refuses a director their own request', async () => {
    const id = await desk.ask(DANA);
    const card = await desk.card(id, 'approver');
    expect(wordsOf(await desk.open(DANA, card, 'Approve'))).toContain('your own request');
    expect(wordsOf(await desk.open(DANA, card, 'Deny'))).toContain('your own request');
    expect(await outcomes(id)).toContain('press.approve: own-request');
    await desk.approve(DAVID, card);
    expect((await desk.request(id)).state).toBe('released');
  });

  it('lets a director who took part in the call deny, and not agree', async () => {
    const { people } = desk.practice.directory;
    desk.practice.directory.people = people.map((each) =>
      each.email === DANA ? { ...each, extensions: ['210'] } : each,
    );
    try {
      const id = await desk.ask(RITA);
      const card = await desk.card(id, 'approver');
      expect(wordsOf(await desk.open(DANA, card, 'Approve'))).toContain('You are a party to this call');
      expect(await outcomes(id)).toContain('press.approve: party-to-call');
      expect((await desk.request(id)).state).toBe('awaiting-approval');
      await desk.slack.submit(DANA, await desk.open(DANA, card, 'Deny'), { reason: 'I was on it.' });
      expect((await desk.request(id)).state).toBe('denied');
    } finally {
      desk.practice.directory.people = people;
    }
  });

  it('refuses somebody whose role was taken away a second ago, though the form is open before them', async () => {
    const id = await desk.ask(RITA);
    const card = await desk.card(id, 'approver');
    const step = await desk.open(DAVID, card, 'Approve');
    const { directors } = desk.practice.directory;
    desk.practice.directory.directors = [DANA];
    desk.clock.advanceMs(1_000);
    try {
      const late = await desk.slack.submit(DAVID, step, {});
      expect(late.kind === 'view' && wordsOf(late.view)).toContain('Only the people this request is put to');
      expect(wordsOf(await desk.open(DAVID, card, 'Approve'))).toContain('Only the people');
      expect((await desk.request(id)).state).toBe('awaiting-approval');
      expect(await outcomes(id)).toContain('request.approve: not-an-approver');
    } finally {
      desk.practice.directory.directors = directors;
    }
  });

  it('takes a decision on a card three days old, and refuses another on one decided three days ago', async () => {
    const waiting = await desk.ask(RITA);
    const decided = await released(desk, DANA);
    const stale = { ...(await desk.card(decided, 'approver')), blocks: (await desk.card(waiting, 'approver')).blocks };
    desk.clock.advanceMs(3 * 24 * 3_600_000);
    await desk.tick();
    await desk.settled();
    expect((await desk.request(decided)).state).toBe('closed');
    expect(labelsOf(await desk.card(decided, 'requester'))).toEqual([]);
    await desk.approve(DAVID, await desk.card(waiting, 'approver', 'directors'));
    expect((await desk.request(waiting)).state).toBe('released');
    // A screen that was never refreshed still shows the buttons.
    expect(wordsOf(await desk.open(DAVID, stale, 'Approve'))).toContain('decided already');
  });

  it('lets nobody but the Data Protection Officer stop an access', async () => {
    const id = await released(desk, DANA);
    const card = await desk.card(id, 'access', PRIYA);
    expect(wordsOf(await desk.open(DAVID, card, 'revoke'))).toContain('Only the Data Protection Officer');
    expect((await desk.request(id)).state).toBe('released');
  });

  it('gives a link to nobody but the requester', async () => {
    const id = await released(desk, DANA);
    const card = await desk.card(id, 'requester');
    expect(await desk.hearBack(DANA, card, 'listen')).toContain('Only the person who made this request');
    expect(await outcomes(id)).toContain('link.mint: not-the-requester');
  });
});
