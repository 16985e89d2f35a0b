import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RITA, STRANGER, TOM } from '../../builders.ts';
import { FILLED, type SlackDesk, startSlackDesk } from '../../support/slackDesk.ts';
import { filledIn, wordsOf } from '../../support/slackShapes.ts';

let desk: SlackDesk;

beforeAll(async () => {
  desk = await startSlackDesk();
});

afterAll(() => desk.stop());

const count = async (): Promise<number> =>
  (await desk.desk.uow.read(({ requests }) => requests.recentFor(RITA, 100))).length;

describe('the request form in Slack', () => {
  it.each([
    {
      fault: 'nothing that narrows',
      typed: { time: '', extension: '', number: '' },
      at: 'time',
      says: 'browsing is not allowed',
    },
    { fault: 'a date to come', typed: { date: '2026-11-25' }, at: 'date', says: 'in the future' },
    { fault: 'a date past retention', typed: { date: '2026-10-20' }, at: 'date', says: 'deleted within 30 days' },
    { fault: 'letters for an extension', typed: { extension: 'abc' }, at: 'extension', says: 'two to eight digits' },
    { fault: 'an extension for a number', typed: { number: '12' }, at: 'number', says: 'write “internal”' },
    {
      fault: 'four thousand characters',
      typed: { reason: 'long '.repeat(800) },
      at: 'reason',
      says: '1,000 characters',
    },
    { fault: 'only spaces', typed: { reason: '     ', parties: '  ' }, at: 'reason', says: 'A sentence is enough' },
    {
      fault: 'a later time without the earlier',
      typed: { time: '', timeTo: '16:00' },
      at: 'time',
      says: 'earlier time',
    },
    {
      fault: 'a second date before the first',
      typed: { time: '', dateTo: '2026-11-20' },
      at: 'dateTo',
      says: 'Swap them',
    },
    {
      fault: 'a legal enquiry without its reference',
      typed: { purpose: 'legal' },
      at: 'reference',
      says: 'Give the reference',
    },
  ])('says at its input what is wrong with $fault, and keeps the modal', async ({ typed, at, says }) => {
    const before = await count();
    const sent = await desk.fill(RITA, '/request-recording', { ...FILLED, ...typed });
    expect(sent).toMatchObject({ kind: 'errors', errors: { [at]: expect.stringContaining(says) } });
    expect(await count()).toBe(before);
  });

  it('takes the same modal once it has been mended, and takes it once', async () => {
    await desk.slack.command(RITA, '/request-recording');
    const modal = await desk.slack.modal(RITA);
    const before = await count();
    expect((await desk.slack.submit(RITA, modal, { ...FILLED, extension: 'abc' })).kind).toBe('errors');
    expect((await desk.slack.submit(RITA, modal, FILLED)).kind).toBe('view');
    const again = await desk.slack.submit(RITA, modal, FILLED);
    expect(again.kind === 'view' && wordsOf(again.view)).toContain('it counted once');
    expect(await count()).toBe(before + 1);
  });

  it('makes one request of a modal that is sent twice at the same moment', async () => {
    await desk.slack.command(RITA, '/request-recording');
    const modal = await desk.slack.modal(RITA);
    const before = await count();
    await Promise.all([desk.slack.submit(RITA, modal, FILLED), desk.slack.submit(RITA, modal, FILLED)]);
    expect(await count()).toBe(before + 1);
    await desk.settled();
  });

  it('lets what was typed after the command stand literally in the form', async () => {
    const text = '<!channel> *urgent* ${values.number} yesterday 3.10pm ext 210 complaint';
    await desk.slack.command(RITA, '/request-recording', text);
    const understood = await desk.slack.modal(RITA);
    expect(wordsOf(understood)).toContain('“<!channel> *urgent* ${values.number} complaint”');
    await desk.slack.pressInView(RITA, understood, 'request');
    const { reason, extension, time } = filledIn(await desk.slack.redrawn(RITA, understood));
    expect(reason).toBe('<!channel> *urgent* ${values.number} complaint');
    expect([extension, time]).toEqual(['210', '15:10']);
  });

  it('tells somebody who is not of the practice so, and writes the attempt down', async () => {
    await desk.slack.command(STRANGER, '/request-recording');
    expect(wordsOf(await desk.slack.modal(STRANGER))).toContain('Only staff of the practice');
    await desk.slack.command(STRANGER, '/my-requests');
    expect(wordsOf(await desk.slack.whisper(STRANGER))).toContain('Only staff of the practice');
    const refused = (await desk.allEvents()).filter(({ outcome }) => outcome === 'not-staff');
    expect(refused.map(({ action }) => action)).toEqual(['desk.use', 'desk.use']);
  });

  it('shows a person their own requests, and nobody else’s', async () => {
    await desk.ask(RITA);
    await desk.slack.command(RITA, '/my-requests');
    expect(wordsOf(await desk.slack.whisper(RITA))).toContain('Complaint');
    await desk.slack.command(TOM, '/my-requests');
    expect(wordsOf(await desk.slack.whisper(TOM))).toContain('You have not asked for a recording yet');
  });

  it('says what can be typed', async () => {
    await desk.slack.command(RITA, '/recordings-help');
    expect(wordsOf(await desk.slack.whisper(RITA))).toContain('/request-recording');
  });

  it('puts the form’s button in the chat when Slack does not open the form, with what was typed', async () => {
    desk.slack.proxy.fail('views.open', { kind: 'refuses', error: 'expired_trigger_id' });
    await desk.slack.command(RITA, '/request-recording', 'yesterday 3.10pm, Mrs Alder’s bill');
    const said = await desk.slack.whisper(RITA);
    await desk.slack.press(RITA, said, 'Answer and send');
    expect(wordsOf(await desk.slack.modal(RITA))).toContain('15:10');
  });

  it('says so in the modal when the person cannot be looked up', async () => {
    desk.clock.advanceMs(11 * 60_000); // who somebody is, is remembered for ten minutes
    desk.slack.proxy.fail('users.info', { kind: 'status', status: 500 });
    await desk.slack.command(RITA, '/request-recording');
    expect(wordsOf(await desk.slack.modal(RITA))).toContain('Try again in a moment');
  });
});
