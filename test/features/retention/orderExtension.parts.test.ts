import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { timeIn } from '../../../src/kernel/time.ts';
import { BOB, DANA, NAMES, PRIYA, RITA, TOM } from '../../builders.ts';
import {
  callOn,
  deliver,
  minutesAgo,
  notice,
  ordersOf,
  receipt,
  startOrdersDesk,
  storedIn,
  sureIn as tickIn,
} from '../../support/ordersDesk.ts';
import type { SlackDesk } from '../../support/slackDesk.ts';
import { filledIn, type inputsOf, wordsOf } from '../../support/slackShapes.ts';

const people = [
  { email: RITA, name: NAMES[RITA], extensions: ['204'] },
  { email: TOM, name: NAMES[TOM], extensions: ['207'] },
  { email: DANA, name: NAMES[DANA], extensions: ['201'] },
  { email: PRIYA, name: NAMES[PRIYA], extensions: ['203'] },
];

let desk: SlackDesk;

beforeAll(async () => {
  // Nobody has written down what extension Bob is on.
  desk = await startOrdersDesk({ practiceFile: { people } });
});

/** What one test orders means nothing of the next one's. */
beforeEach(() => desk.clock.advanceMs(30 * 60_000));

afterAll(() => desk.stop());

const recent = (extension: string) => callOn(extension, minutesAgo(desk, 5));

describe('somebody whose extension the desk does not know', () => {
  it('is asked for it, even after “now”', async () => {
    await deliver(desk, recent('230'));
    await desk.slack.command(BOB, '/card-payment', 'now');
    const form = await desk.slack.modal(BOB);
    expect(filledIn(form).extension).toBe('');
    expect(await desk.slack.submit(BOB, form, {})).toMatchObject({
      kind: 'errors',
      errors: { extension: expect.stringContaining('Give the extension') },
    });
    expect(await storedIn(desk)).toHaveLength(1);
    expect((await desk.slack.submit(BOB, form, { extension: '230' })).kind).toBe('view');
    await desk.settled();
    expect(await storedIn(desk)).toEqual([]);
  });

  it('is offered the one given last time, which deletes nothing before it is sent', async () => {
    await deliver(desk, recent('230'));
    await desk.slack.command(BOB, '/card-payment', 'now');
    const form = await desk.slack.modal(BOB);
    expect(filledIn(form).extension).toBe('230');
    expect(wordsOf(form)).toContain('230 is the extension you gave last time.');
    expect(await storedIn(desk)).toHaveLength(1);
    await desk.slack.submit(BOB, form, {});
    await desk.settled();
    expect(await storedIn(desk)).toEqual([]);
  });

  it('is told what an extension is when something else is typed', async () => {
    await desk.slack.command(BOB, '/card-payment');
    const sent = await desk.slack.submit(BOB, await desk.slack.modal(BOB), { extension: 'reception' });
    expect(sent).toMatchObject({ kind: 'errors', errors: { extension: expect.stringContaining('for example 204') } });
  });
});

const sureIn = (view: Parameters<typeof tickIn>[0]): string => tickIn(view) ?? 'no tick';

const again = async (form: Parameters<typeof inputsOf>[0], values: Readonly<Record<string, string>>) => {
  const sent = await desk.slack.submit(RITA, form, values);
  if (sent.kind !== 'view') throw new Error(JSON.stringify(sent));
  return sent.view;
};

describe('somebody else’s extension', () => {
  it('shows what would be deleted and wants a tick first, and the DPO is warned', async () => {
    await deliver(desk, recent('207'));
    const before = (await ordersOf(desk)).length;
    await desk.slack.command(RITA, '/card-payment', '207 now');
    const form = await desk.slack.modal(RITA);
    expect(filledIn(form)).toMatchObject({ extension: '207', [sureIn(form)]: 'false' });
    expect(wordsOf(form)).toContain('Nothing is deleted yet');
    expect(wordsOf(form)).toContain(`${timeIn(minutesAgo(desk, 5), 'Europe/London')}, 20 s`);
    expect(wordsOf(form)).not.toContain('960123');

    expect(wordsOf(await again(form, {}))).toContain('Nothing is deleted yet');
    expect(await ordersOf(desk)).toHaveLength(before);
    expect(await storedIn(desk)).toHaveLength(1);

    await desk.slack.submit(RITA, form, { [sureIn(form)]: 'true' });
    await desk.settled();
    expect(await storedIn(desk)).toEqual([]);
    expect(await notice(desk, PRIYA)).toContain('Extension 207 is not Rita Reed’s own: it is that of Tom Tate.');
    expect(await receipt(desk)).not.toContain('Tom Tate');
  });

  it('typed over one’s own in the form, brings the box to tick with the answer', async () => {
    await deliver(desk, recent('207'));
    await desk.slack.command(RITA, '/card-payment');
    const form = await desk.slack.modal(RITA);
    expect(sureIn(form)).toBe('no tick');
    const asked = await again(form, { extension: '207' });
    expect(filledIn(asked)).toMatchObject({ extension: '207', [sureIn(asked)]: 'false' });
    expect(await storedIn(desk)).toHaveLength(1);
    await desk.slack.submit(RITA, asked, { [sureIn(asked)]: 'true' });
    await desk.settled();
    expect(await storedIn(desk)).toEqual([]);
  });

  it('is asked about again when the tick was for other calls', async () => {
    await deliver(desk, recent('207'), recent('201'));
    await desk.slack.command(RITA, '/card-payment', '207 now');
    const form = await desk.slack.modal(RITA);
    const asked = await again(form, { extension: '201', [sureIn(form)]: 'true' });
    expect(wordsOf(asked)).toContain('Nothing is deleted yet');
    expect(await storedIn(desk)).toHaveLength(2);
    await desk.slack.submit(RITA, asked, { [sureIn(asked)]: 'true' });
    await desk.settled();
    expect(await storedIn(desk)).toHaveLength(1);
  });

  it('is not offered as one’s own the next time', async () => {
    await desk.slack.command(RITA, '/card-payment');
    expect(filledIn(await desk.slack.modal(RITA)).extension).toBe('204');
  });

  it('typed in a form of words not foreseen is the extension, and one’s own call stays', async () => {
    await deliver(desk, recent('204'));
    for (const text of ['207', '207 3pm', '207 3.10pm yesterday', '999', 'Mrs Alder on 207']) {
      await desk.slack.command(RITA, '/card-payment', text);
      expect(filledIn(await desk.slack.modal(RITA)).extension, text).toBe(/\d{3}/.exec(text)?.[0]);
    }
    expect(await storedIn(desk)).toHaveLength(2);
  });
});

describe('an order that means more than one conversation', () => {
  it('shows their times and lengths, and deletes them only when the reporter is sure', async () => {
    const first = callOn('204', minutesAgo(desk, 8), { seconds: 60 });
    const second = callOn('204', minutesAgo(desk, 4), { seconds: 90 });
    await deliver(desk, first, second);
    await desk.slack.command(RITA, '/unrecorded-line', 'now');
    const form = await desk.slack.modal(RITA);
    expect(wordsOf(form)).toContain('this means more than one conversation');
    expect(wordsOf(form)).toContain('1 min 30 s');
    expect(await storedIn(desk)).toContain(first.name);
    await desk.slack.submit(RITA, form, { [sureIn(form)]: 'true' });
    await desk.settled();
    expect(await storedIn(desk)).not.toContain(first.name);
    expect(await storedIn(desk)).not.toContain(second.name);
  });
});
