import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addMs, toInstant } from '../../../src/kernel/time.ts';
import { DANA, DAVID, PRIYA, RITA } from '../../builders.ts';
import { type SlackDesk, startSlackDesk } from '../../support/slackDesk.ts';
import { wordsOf } from '../../support/slackShapes.ts';

let desk: SlackDesk;

beforeEach(async () => {
  desk = await startSlackDesk({ bound: false });
});

afterEach(() => desk.stop());

/** Types a command that is answered in a modal, and gives what it shows. */
const type = async (email: string, text: string): Promise<string> => {
  await desk.slack.command(email, '/away', text);
  return wordsOf(await desk.slack.modal(email));
};

const asked = async (id: string): Promise<readonly string[]> =>
  (await desk.cards(id))
    .filter(({ post }) => post.card === 'approver')
    .flatMap(({ post }) => (post.audience.kind === 'person' ? [post.audience.email] : []))
    .sort();

describe('/away', () => {
  it('keeps a director from being asked on these days, and shows it to the requester and to those who are', async () => {
    expect(await type(DAVID, 'from 24 November to 26 November')).toContain('you are asked nothing');
    const id = await desk.ask(RITA);
    expect(await asked(id)).toEqual([DANA]);
    const mine = wordsOf(await desk.card(id, 'requester', RITA));
    expect(mine).toContain('May decide: Dana Drew');
    expect(mine).toContain('Away: David Drake until Thu 26 Nov 2026');
    expect(wordsOf(await desk.card(id, 'approver', DANA))).toContain('Away: David Drake until');
  });

  it.each([
    { what: 'the last millisecond of the last day', ms: -1, whom: [DANA] },
    { what: 'the day after', ms: 0, whom: [DANA, DAVID] },
  ])('is in force until $what', async ({ ms, whom }) => {
    await type(DAVID, 'from 24 November to 26 November');
    desk.clock.set(addMs(toInstant('2026-11-27T00:00:00Z'), ms));
    expect(await asked(await desk.ask(RITA))).toEqual(whom);
  });

  it('ends by the practice’s clock, not by UTC, when the clocks change in between', async () => {
    desk.clock.set(toInstant('2027-03-26T10:00:00Z'));
    await type(DAVID, 'from 26 March to 28 March');
    desk.clock.set(toInstant('2027-03-28T22:59:59.999Z'));
    const before = await desk.desk.uow.read(({ absences, now }) => absences.current(now));
    desk.clock.set(toInstant('2027-03-28T23:00:00Z'));
    const after = await desk.desk.uow.read(({ absences, now }) => absences.current(now));
    expect([before.length, after.length]).toEqual([1, 0]);
  });

  it('puts a request to the DPO when every director is away', async () => {
    for (const director of [DANA, DAVID]) await type(director, 'from 24 November to 26 November');
    expect(await asked(await desk.ask(RITA))).toEqual([PRIYA]);
  });

  it('asks those who are away all the same when nobody is there, and tells the requester and the DPO at once', async () => {
    for (const each of [DANA, DAVID, PRIYA]) await type(each, 'from 24 November to 26 November');
    const id = await desk.ask(RITA);
    expect(await asked(id)).toEqual([DANA, DAVID]);
    expect(wordsOf(await desk.card(id, 'requester', RITA))).toContain('Everybody who may decide is away');
    await desk.card(id, 'reminder', PRIYA);
  });

  it('asks another when whoever was asked goes away while the request waits', async () => {
    await type(DANA, 'from 24 November to 26 November');
    const id = await desk.ask(RITA);
    expect(await asked(id)).toEqual([DAVID]);
    await type(DAVID, 'from 24 November to 26 November');
    desk.clock.advanceMs(10 * 60_000);
    await desk.tick();
    await desk.settled();
    expect(await asked(id)).toEqual([DAVID, PRIYA]);
  });

  it('is over when they say that they are back, and replaced by what they say next', async () => {
    await type(DAVID, 'from 24 November to 26 November');
    await type(DAVID, 'from 25 November to 30 November');
    expect(await asked(await desk.ask(RITA))).toEqual([DANA, DAVID]);
    await type(DAVID, 'from 24 November to 30 November');
    expect(await type(DAVID, 'back')).toContain('You are asked again');
    expect(await asked(await desk.ask(RITA))).toEqual([DANA, DAVID]);
  });

  it('opens a form for whoever does not say both days, and says what is wrong with them', async () => {
    expect(await type(DAVID, '')).toContain('On these days');
    const sent = await desk.slack.submit(DAVID, await desk.slack.modal(DAVID), {
      from: '2026-11-20',
      until: '2026-11-19',
    });
    expect(JSON.stringify(sent)).toContain('today or later');
  });

  it('asks a silent director in no message while another can decide, and shows them what waits when they look', async () => {
    const { people } = desk.practice.directory;
    desk.practice.directory.people = people.map((each) => (each.email === DAVID ? { ...each, silent: true } : each));
    const id = await desk.ask(RITA);
    expect(await asked(id)).toEqual([DANA]);
    expect(wordsOf(await desk.card(id, 'requester', RITA))).toContain('May decide: Dana Drew and David Drake');
    expect(wordsOf((await desk.slack.openHome(DAVID)) as never)).toContain(`Rita Reed`);
    await type(DANA, 'from 24 November to 26 November');
    desk.practice.directory.dpo = [];
    expect(await asked(await desk.ask(RITA))).toEqual([DANA, DAVID]);
  });

  it('is for those who decide, and for nobody else', async () => {
    expect(await type(RITA, 'from 24 November to 26 November')).toContain('Only the people');
    expect(await desk.desk.uow.read(({ absences, now }) => absences.current(now))).toEqual([]);
  });
});
