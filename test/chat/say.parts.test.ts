import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DANA, RITA } from '../builders.ts';
import { openLink } from '../support/playback.ts';
import { type SlackDesk, startSlackDesk } from '../support/slackDesk.ts';
import { filledIn, inputsOf, labelsOf, wordsOf } from '../support/slackShapes.ts';

let desk: SlackDesk;

beforeAll(async () => {
  desk = await startSlackDesk();
});

afterAll(() => desk.stop());

const requests = async () => desk.desk.uow.read(({ requests: store }) => store.recentFor(RITA, 100));

/** The request that a message says is on its way. */
const idIn = (words: string): string => /R-[0-9A-Z]{7}/.exec(words)?.[0] ?? '';

describe('what is typed to the desk in somebody’s own chat on Slack', () => {
  it('is a request after one press, when the line says all', async () => {
    const line = 'yesterday 3.10pm ext 210 01632 960123 Mrs Alder complaint about a bill';
    const understood = await desk.slack.say(RITA, line);
    expect(wordsOf(understood)).toContain('I understood: a call on Mon 23 Nov 2026, at about 15:10, on extension 210');
    expect(labelsOf(understood)).toEqual(['Send', 'Change something']);
    const before = (await requests()).length;
    expect(await desk.hearBack(RITA, understood, 'Send')).toContain('is on its way');
    // Pressed again, it counts once.
    expect(await desk.hearBack(RITA, understood, 'Send')).toContain('it counted once');
    expect((await requests()).length).toBe(before + 1);
    await desk.settled();
  });

  it('asks only for what is missing, and keeps what was understood and typed', async () => {
    const understood = await desk.slack.say(
      RITA,
      'I need to hear the call with Mrs Alder yesterday afternoon about her bill, she is very upset',
    );
    expect(wordsOf(understood)).toContain('with Mrs Alder');
    expect(wordsOf(understood)).toContain('very upset');
    await desk.slack.press(RITA, understood, 'Answer and send');
    const form = await desk.slack.modal(RITA);
    const asked = inputsOf(form).map(({ action_id: id }) => id);
    expect(asked).toContain('extension');
    expect(asked).not.toContain('date');
    expect(asked).not.toContain('parties');
    expect(asked).not.toContain('reason');
    const typed = { extension: '210', ...(asked.includes('purpose') ? { purpose: 'complaint' } : {}) };
    const sent = await desk.slack.submit(RITA, form, typed);
    const id = sent.kind === 'view' ? idIn(wordsOf(sent.view)) : JSON.stringify(sent);
    const request = await desk.request(id);
    expect(request.ask.parties).toMatchObject({ names: expect.stringContaining('Alder') });
    expect(request.ask.reason).toContain('very upset');
    // The button still stands in the chat: pressed again, it sends nothing a second time.
    await desk.slack.press(RITA, understood, 'Answer and send');
    const again = await desk.slack.submit(RITA, await desk.slack.modal(RITA), typed);
    expect(again.kind === 'view' && wordsOf(again.view)).toContain('it counted once');
    await desk.settled();
  });

  it('says at once that nothing is kept of a call that is too old, before anything is sent', async () => {
    const understood = await desk.slack.say(RITA, '12 October 3.10pm ext 210 01632 960123 complaint about a bill');
    expect(wordsOf(understood)).toContain('nothing from then exists any more');
  });

  it('loses nothing on the way to the whole form, of what was typed in the line or in an input', async () => {
    const line = `yesterday 3.10pm ext 210 01632 960123 complaint about a bill ${'she was upset '.repeat(300)}`;
    const understood = await desk.slack.say(RITA, line);
    await desk.slack.press(RITA, understood, 'Change something');
    expect(filledIn(await desk.slack.modal(RITA)).reason).toMatch(
      /^complaint about a bill she was upset .* \(shortened\)$/,
    );
    await desk.slack.press(RITA, understood, 'Answer and send');
    const short = await desk.slack.modal(RITA);
    await desk.slack.pressInView(RITA, short, 'request', { reason: 'She was upset about a bill' });
    expect(filledIn(await desk.slack.redrawn(RITA, short))).toMatchObject({
      reason: 'She was upset about a bill',
      time: '15:10',
    });
  });

  it('goes from the whole form back to nothing lost', async () => {
    const understood = await desk.slack.say(RITA, 'yesterday 3.10pm ext 210 01632 960123 complaint about a bill');
    await desk.slack.press(RITA, understood, 'Change something');
    expect(filledIn(await desk.slack.modal(RITA))).toMatchObject({ time: '15:10', extension: '210' });
  });

  it.each([
    ['somebody just read out their card number, delete it', 'Delete a call with card details'],
    ['status of my request?', 'My requests'],
    ['the police are here asking for a recording', 'police'],
    ['the caller does not want to be recorded', 'recorded'],
    ['hello', 'Recording Desk'],
  ])('%j is answered with %j', async (typed, title) => {
    expect(wordsOf(await desk.slack.say(RITA, typed))).toContain(title);
  });

  it('is answered with what to do about the message, when a card number stands in it', async () => {
    const said = await desk.slack.say(RITA, 'her card is 4111 1111 1111 1111');
    expect(wordsOf(said)).toContain('Delete the message you just sent');
    await desk.slack.press(RITA, said, 'card-payment');
    expect(wordsOf(await desk.slack.modal(RITA))).toContain('Never type card details here');
    expect(await desk.slack.everything()).not.toContain('4111');
  });

  it('is taken from a message that somebody wrote, and from a shortcut', async () => {
    await desk.slack.shortcut(
      RITA,
      'request-recording-message',
      'Mrs Alder rang <tel:01632960123|01632 960123> yesterday at 3.10pm &amp; complained',
    );
    expect(wordsOf(await desk.slack.modal(RITA))).toContain('01632 960123');
    await desk.slack.shortcut(RITA, 'request-recording');
    expect(inputsOf(await desk.slack.modal(RITA)).length).toBeLessThanOrEqual(8);
  });

  it('tells whoever had access at once when it is stopped', async () => {
    const id = await desk.ask(RITA);
    await desk.approve(DANA, await desk.card(id, 'approver'));
    await openLink(await desk.listen(RITA, id));
    const step = await desk.open('priya@example.com', await desk.card(id, 'access'), 'revoke');
    await desk.slack.submit('priya@example.com', step, { reason: 'The client has objected.' });
    await desk.settled();
    expect((await desk.told(id, RITA)).at(-1)).toContain('Access stopped by');
  });
});
