import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recordingIdOf } from '../../../src/features/recordings/describeRecording.ts';
import { DANA } from '../../builders.ts';
import { CALL, DIRECTORS, startTeamsDesk, type TeamsDesk } from '../../support/teamsDesk.ts';
import { chatOf } from '../../support/teamsSender.ts';

describe('deciding on Teams', () => {
  let desk: TeamsDesk;

  beforeAll(async () => {
    desk = await startTeamsDesk();
    await desk.meet('rita', 'tom', 'dana', 'david', 'priya');
  });

  afterAll(() => desk.stop());

  const cardOf = (id: string) => {
    const card = desk.connector.messages(DIRECTORS).findLast((m) => m.card && m.text.includes(id));
    if (!card) throw new Error(`No card of ${id}`);
    return card;
  };
  const terms = (id: string) => ({
    id,
    recordingId: recordingIdOf(CALL.name),
    from: '0:10',
    to: '0:20',
    days: '1',
    mode: 'listen',
  });
  const approve = (user: string, id: string) => desk.teams.submit(user, cardOf(id), 'approve', terms(id));

  it('releases the clip after one director’s yes, and no copy of the card keeps a button', async () => {
    const id = await desk.ask();
    const answered = await approve('dana', id);
    expect(answered.text).toContain('Dana Drew');
    await desk.settled();
    expect((await desk.request(id)).state).toBe('released');
    expect(cardOf(id).card?.actions ?? []).toEqual([]);
    const ready = desk.connector.messages(chatOf('rita')).findLast(({ card }) => card);
    expect(ready?.card?.actions?.map((a) => a.verb)).toEqual(['listen']);
  });

  it('takes one of two yeses pressed at once, and tells the other who was first', async () => {
    const id = await desk.ask();
    const [first, second] = await Promise.all([approve('dana', id), approve('david', id)]);
    const texts = [first.text, second.text];
    expect(texts.filter((text) => text.includes('Already decided'))).toHaveLength(1);
    await desk.settled();
    const request = await desk.request(id);
    expect(request.agreements).toHaveLength(1);
    const refused = texts.find((text) => text.includes('Already decided')) ?? '';
    expect(refused).toMatch(/Dana Drew|David Drake/);
  });

  it('refuses a second press by the same director', async () => {
    const id = await desk.ask();
    await approve('dana', id);
    const again = await approve('dana', id);
    expect(again.text).toContain('Already decided');
    expect((await desk.request(id)).agreements).toHaveLength(1);
  });

  it('refuses strangers, colleagues who do not decide, and requesters, and audits each attempt', async () => {
    const id = await desk.ask();
    expect((await approve('sam', id)).text).toContain('Only staff');
    expect((await approve('tom', id)).text).toContain('Only the people this request is put to');
    expect((await approve('rita', id)).text).toContain('Only the people this request is put to');
    expect((await desk.request(id)).state).toBe('awaiting-approval');
    const outcomes = (await desk.events(id)).filter((e) => e.action === 'request.approve').map((e) => e.outcome);
    expect(outcomes).toEqual(['not-an-approver', 'not-an-approver']);
  });

  it('shows a stranger’s press on Approve nothing of the request', async () => {
    const id = await desk.ask();
    for (const action of ['approve', 'deny', 'ask', 'revoke', 'back']) {
      const answered = await desk.teams.act('tom', cardOf(id), action, { id });
      expect(answered.text, action).not.toContain('960123');
    }
    expect((await desk.teams.submit('tom', cardOf(id), 'deny', { id })).text).not.toContain('960123');
  });

  it('refuses somebody whose role was taken away a second ago', async () => {
    const id = await desk.ask();
    const before = desk.practice.directory.directors;
    desk.practice.directory.directors = before.filter((email) => email !== DANA);
    const answered = await approve('dana', id);
    desk.practice.directory.directors = before;
    expect(answered.text).toContain('Only the people this request is put to');
  });

  it('takes a typed name for a claim, which whoever is named answers by standing back', async () => {
    const id = await desk.ask({ parties: 'Mrs Alder and Dana Drew' });
    expect(cardOf(id).text).toContain('Rita Reed says');
    expect((await desk.teams.act('tom', cardOf(id), 'stand-back', { id })).text).toContain('Only the people');
    expect((await desk.teams.act('dana', cardOf(id), 'stand-back', { id })).text).toContain('They decide nothing here');
    expect((await approve('dana', id)).text).toContain('party to this call');
    expect((await approve('david', id)).text).toContain('David Drake');
  });

  it('lets whoever a typed name claims decide all the same', async () => {
    const id = await desk.ask({ parties: 'Mrs Alder and Dana Drew' });
    expect((await approve('dana', id)).text).toContain('Agreed by Dana Drew');
  });

  it('refuses a recording the request does not mean', async () => {
    const id = await desk.ask({ time: '09:00' });
    const answered = await desk.teams.submit('dana', cardOf(id), 'approve', terms(id));
    expect(answered.text).toContain('Choose one of the recordings');
    expect((await desk.request(id)).state).toBe('awaiting-approval');
  });

  it('refuses after withdrawal, and a card three days old still tells the truth', async () => {
    const id = await desk.ask();
    const waiting = desk.connector.messages(chatOf('rita')).findLast((m) => m.text.includes('withdraw'));
    await desk.teams.act('rita', waiting ?? cardOf(id), 'withdraw', { id });
    await desk.later(3 * 24 * 3_600_000);
    const answered = await approve('dana', id);
    expect(answered.text).toContain('decided already');
    expect((await desk.request(id)).state).toBe('withdrawn');
  });

  it('asks the requester a question, waits, and tells the director the answer', async () => {
    const id = await desk.ask({ date: '2026-11-23' });
    await desk.teams.submit('dana', cardOf(id), 'ask', { id, question: 'Which bill is it about?' });
    await desk.settled();
    const asked = desk.connector.messages(chatOf('rita')).findLast(({ card }) => card);
    expect(asked?.text).toContain('Which bill is it about?');
    expect((await approve('david', id)).text).toContain('still open');
    await desk.teams.submit('rita', asked ?? cardOf(id), 'answer', { id, answer: 'The one of 12 November.' });
    await desk.settled();
    expect(cardOf(id).text).toContain('The one of 12 November.');
    expect(desk.connector.messages(DIRECTORS).at(-1)?.text).toContain('has answered');
    expect((await approve('david', id)).text).toContain('David Drake');
  });

  it('keeps what was typed when an answer is not taken, and says why at the input', async () => {
    const id = await desk.ask();
    const answered = await desk.teams.submit('dana', cardOf(id), 'approve', {
      ...terms(id),
      from: 'nine',
      comment: 'As asked',
    });
    expect(answered.text).toContain('minutes and seconds');
    expect(answered.text).toContain('As asked');
    const denied = await desk.teams.submit('dana', cardOf(id), 'deny', { id, reason: '   ' });
    expect(denied.text).toContain('Write a sentence');
  });

  it('holds an audit that is whole after all this', async () => {
    expect(await desk.desk.audit.verify()).toBeUndefined();
  });
});
