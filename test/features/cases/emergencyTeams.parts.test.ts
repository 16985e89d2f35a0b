import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toInstant } from '../../../src/kernel/time.ts';
import { RITA, TOM } from '../../builders.ts';
import { startTeamsDesk, type TeamsDesk } from '../../support/teamsDesk.ts';
import { chatOf } from '../../support/teamsSender.ts';
import { until } from '../../support/until.ts';

const REPORT = {
  from: 'PC 1287 Lena Frost, Northshire Police',
  receivedOn: '2026-11-24',
  channel: 'phone',
  details: 'The call from 01632 960123 on Monday afternoon.',
};

describe('a delegate’s emergency release on Teams', () => {
  let desk: TeamsDesk;

  beforeAll(async () => {
    desk = await startTeamsDesk();
    desk.practice.directory.dpoDelegates = [
      { email: TOM, from: toInstant('2026-11-20T00:00:00Z'), until: toInstant('2026-11-30T00:00:00Z') },
    ];
    await desk.meet('rita', 'tom', 'dana', 'david', 'priya');
  });

  afterAll(() => desk.stop());

  const act = (user: string, verb: string, data: object) =>
    desk.teams.act(user, { conversation: chatOf(user), id: 'x' }, verb, data);

  const toldTo = (user: string): string =>
    desk.connector
      .messages(chatOf(user))
      .map(({ text }) => text)
      .join('\n');

  /** A case of Tom's or Rita's, marked by Tom as an emergency; gives its id and the call that is held for it. */
  const emergencyOf = async (user: string) => {
    await act(user, 'police', { id: 'new', ...REPORT, submit: true });
    await desk.settled();
    const [caseRecord] = (await desk.desk.uow.read(({ cases }) => cases.open())).filter(
      ({ report, steps }) => report.reportedBy === (user === 'tom' ? TOM : RITA) && steps.length === 0,
    );
    const id = caseRecord?.id ?? '';
    const held = await until('the copy', async () => {
      const [hold] = await desk.desk.uow.read(({ holds }) => holds.findByCase(id));
      const copies = hold ? await desk.desk.uow.read(({ holds }) => holds.copiesOf(hold.id)) : [];
      return copies.find(({ state }) => state === 'held');
    });
    await act('tom', 'case-step', { id: `${id}/step/emergency`, text: 'He is outside the house.', submit: true });
    return { id, recordingId: held.recordingId };
  };

  const release = async ({ id, recordingId }: { readonly id: string; readonly recordingId: string }) => {
    const terms = { id, recordingId, from: '0:00', to: '', days: '7', mode: 'listen', reason: 'To find the caller.' };
    const said = await act('tom', 'release', { ...terms, consultation: 'No answer at 10:01.', submit: true });
    await desk.settled();
    const [request] = await desk.desk.uow.read(({ requests }) => requests.findByCase(id));
    return { said: said.text, request, terms };
  };

  it('waits for a director, whose card names the delegate, and is released by the director’s yes', async () => {
    const { said, request, terms } = await release(await emergencyOf('rita'));
    expect(said).toContain(`${request?.id} (awaiting approval, by Tom Tate)`);
    expect(request?.state).toBe('awaiting-approval');
    expect(toldTo('dana')).toContain('Tom Tate (standing in for the Data Protection Officer)');
    const id = request?.id ?? '';
    const card = desk.connector.messages(chatOf('dana')).findLast(({ text }) => text.includes(id));
    await desk.teams.submit('dana', card ?? { conversation: chatOf('dana'), id: '' }, 'approve', { ...terms, id });
    await until('the clip', async () => (await desk.request(id)).state === 'released');
    await desk.settled();
    expect(toldTo('tom')).toMatch(/Released by[\s\S]{0,40}Tom Tate and Dana Drew/);
  });

  it('is refused on the delegate’s own report, in the form and by what is sent without it', async () => {
    const emergency = await emergencyOf('tom');
    expect((await act('tom', 'release', { id: emergency.id })).text).toContain('You reported this case yourself');
    const { said, request } = await release(emergency);
    expect(said).toContain('You reported this case yourself');
    expect(request).toBeUndefined();
  });
});
