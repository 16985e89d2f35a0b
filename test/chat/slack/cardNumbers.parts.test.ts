import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DANA, PRIYA, RITA } from '../../builders.ts';
import { everythingStored } from '../../support/recordings.ts';
import { FILLED, released, type SlackDesk, startSlackDesk } from '../../support/slackDesk.ts';
import { filledIn, wordsOf } from '../../support/slackShapes.ts';
import { everythingKept } from '../../support/tables.ts';

let desk: SlackDesk;

beforeAll(async () => {
  desk = await startSlackDesk();
});

afterAll(() => desk.stop());

/** Test numbers the card schemes publish. */
const SPACED = '4111 1111 1111 1111';

const DASHED = '5555-5555-5555-4444';

const WHOLE = '378282246310005';

const TEXTS = ['reason', 'extension', 'number', 'parties', 'askedBy', 'reference'];

describe('a payment card number typed in Slack', () => {
  it.each(
    TEXTS.flatMap((field) => [SPACED, DASHED, WHOLE].map((number) => ({ field, number }))),
  )('is refused at $field ($number), with the reason', async ({ field, number }) => {
    const typed = { ...FILLED, [field]: `Her card ${number} please` };
    const sent = await desk.fill(RITA, '/request-recording', typed);
    expect(sent).toMatchObject({ kind: 'errors', errors: { [field]: expect.stringContaining('payment card number') } });
  });

  it.each([SPACED, DASHED, WHOLE])('is not carried from the command into the form (%s)', async (number) => {
    await desk.slack.command(RITA, '/request-recording', `yesterday 3.10pm card ${number} complaint`);
    const form = await desk.slack.modal(RITA);
    expect(wordsOf(form)).toContain('payment card number');
    expect(filledIn(form).reason).toBe('');
  });

  it.each(['/subject-access', '/police-request'])('is refused after %s and in its form', async (command) => {
    await desk.slack.command(RITA, command, `He gave ${SPACED}`);
    const form = await desk.slack.modal(RITA);
    expect(wordsOf(form)).toContain('payment card number');
    const sent = await desk.slack.submit(RITA, form, { from: `Mr Elm ${DASHED}`, details: `Paid by ${WHOLE}` });
    expect(sent).toMatchObject({
      kind: 'errors',
      errors: { from: expect.stringContaining('payment card'), details: expect.stringContaining('payment card') },
    });
  });

  it('is refused in every second step', async () => {
    const id = await desk.ask(RITA);
    const card = await desk.card(id, 'approver');
    const steps = [
      { button: 'Approve', typed: { comment: `See ${SPACED}` }, at: 'comment' },
      { button: 'Deny', typed: { reason: `See ${DASHED}` }, at: 'reason' },
      { button: 'Ask a question', typed: { question: `Is it ${WHOLE}?` }, at: 'question' },
    ];
    for (const { button, typed, at } of steps) {
      const sent = await desk.slack.submit(DANA, await desk.open(DANA, card, button), typed);
      expect(sent).toMatchObject({ kind: 'errors', errors: { [at]: expect.stringContaining('payment card number') } });
    }
    const ask = await desk.open(DANA, card, 'Ask a question');
    await desk.slack.submit(DANA, ask, { question: 'Which bill?' });
    await desk.settled();
    const answer = await desk.open(RITA, await desk.card(id, 'requester'), 'answer');
    const sent = await desk.slack.submit(RITA, answer, { answer: `The one on ${SPACED}` });
    expect(sent).toMatchObject({ kind: 'errors', errors: { answer: expect.stringContaining('payment card number') } });
    const open = await released(desk, DANA);
    const stop = await desk.open(PRIYA, await desk.card(open, 'access', PRIYA), 'revoke');
    expect(await desk.slack.submit(PRIYA, stop, { reason: WHOLE })).toMatchObject({ kind: 'errors' });
  });

  it('stands nowhere afterwards: no table, no log line, no message, no blob', async () => {
    await desk.settled();
    const digits = [SPACED, DASHED, WHOLE].flatMap((number) => [number, number.replace(/\D/g, '')]);
    const places = {
      database: everythingKept(desk.databaseFile),
      log: desk.log.text(),
      slack: await desk.slack.everything(),
      storage: await everythingStored(desk.azurite.connectionString),
    };
    expect(places.database.length).toBeGreaterThan(10_000);
    expect(places.slack.length).toBeGreaterThan(10_000);
    for (const [place, text] of Object.entries(places))
      for (const number of digits) expect(text.includes(number), `${number} in the ${place}`).toBe(false);
  });

  it('names nobody in the log', () => {
    for (const personal of ['Rita', 'Dana', 'Alder', 'example.com', '01632', '960123', 'quoted less'])
      expect(desk.log.text()).not.toContain(personal);
  });
});
