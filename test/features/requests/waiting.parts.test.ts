import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { recordingIdOf } from '../../../src/features/recordings/describeRecording.ts';
import { START } from '../../support/clock.ts';
import { deleteCall, namesIn, storeCalls } from '../../support/recordings.ts';
import { CALL, DIRECTORS, startTeamsDesk, type TeamsDesk } from '../../support/teamsDesk.ts';
import { chatOf } from '../../support/teamsSender.ts';

const HOUR = 3_600_000;

const DAY = 24 * HOUR;

describe('what time does to requests and accesses', () => {
  let desk: TeamsDesk;

  beforeAll(async () => {
    desk = await startTeamsDesk();
    await desk.meet('rita', 'dana', 'david', 'priya');
  });

  beforeEach(() => desk.clock.set(START));

  afterAll(() => desk.stop());

  const pass = async (ms: number): Promise<void> => {
    desk.clock.advanceMs(ms);
    await desk.desk.usecases.remindAndExpire();
    await desk.desk.usecases.endGrants();
    await desk.settled();
  };
  const actionsOf = async (id: string): Promise<readonly string[]> => (await desk.events(id)).map((e) => e.action);
  const cards = (where: string, id: string) => desk.connector.messages(where).filter((m) => m.text.includes(id));
  const approved = async (): Promise<string> => {
    const id = await desk.ask();
    const card = cards(DIRECTORS, id)[0];
    if (!card) throw new Error('No card');
    await desk.teams.submit('dana', card, 'approve', {
      id,
      recordingId: recordingIdOf(CALL.name),
      days: '1',
      mode: 'listen',
    });
    await desk.settled();
    return id;
  };

  it('reminds after four hours of the working day, and not a moment before', async () => {
    const id = await desk.ask();
    await pass(4 * HOUR - 1);
    expect(cards(DIRECTORS, id)).toHaveLength(1);
    await pass(1);
    expect(cards(DIRECTORS, id)).toHaveLength(2);
    expect(await actionsOf(id)).toContain('request.remind');
  });

  it('lets nobody be reminded at night', async () => {
    desk.clock.advanceMs(7 * HOUR);
    const id = await desk.ask();
    await pass(5 * HOUR);
    expect(cards(DIRECTORS, id)).toHaveLength(1);
    await pass(11 * HOUR);
    expect(cards(DIRECTORS, id)).toHaveLength(2);
  });

  it('escalates once when the recording itself is about to be deleted, however new the request', async () => {
    desk.clock.advanceMs(26 * DAY);
    const id = await desk.ask();
    await pass(0);
    expect(await actionsOf(id)).not.toContain('request.escalate');
    await pass(2 * DAY);
    await pass(HOUR);
    expect((await actionsOf(id)).filter((action) => action === 'request.escalate')).toHaveLength(1);
  });

  it('lets expire what nobody decided for fourteen days, tells the requester, and leaves no button', async () => {
    const id = await desk.ask();
    await pass(14 * DAY - 1);
    expect((await desk.request(id)).state).toBe('awaiting-approval');
    await pass(1);
    expect((await desk.request(id)).state).toBe('expired');
    for (const card of cards(DIRECTORS, id)) expect(card.card?.actions ?? []).toEqual([]);
    expect(cards(chatOf('rita'), id).at(-1)?.card?.actions ?? []).toEqual([]);
  });

  it('lets expire a request whose recording can exist no longer', async () => {
    desk.clock.advanceMs(27 * DAY);
    const id = await desk.ask();
    await pass(4 * DAY);
    const request = await desk.request(id);
    expect(request.state).toBe('expired');
    expect(request.ending?.reason).toBe('recording-deleted');
  });

  it('ends an access at its last moment, deletes the clip, and takes the button away', async () => {
    const id = await approved();
    const clips = await namesIn(desk.azurite.connectionString, 'clips');
    await pass(DAY - 1);
    expect((await desk.request(id)).state).toBe('released');
    await pass(1);
    expect((await desk.request(id)).state).toBe('closed');
    expect(await namesIn(desk.azurite.connectionString, 'clips')).toHaveLength(clips.length - 1);
    for (const card of cards(chatOf('priya'), id)) expect(card.card?.actions ?? []).toEqual([]);
    const listen = await desk.teams.act('rita', { conversation: chatOf('rita'), id: 'x' }, 'listen', { id });
    expect(listen.text).toContain('This access has ended');
  });

  it('ends an access with its recording', async () => {
    const id = await approved();
    await deleteCall(desk.azurite.connectionString, CALL.name);
    await desk.index();
    await desk.settled();
    expect((await desk.request(id)).state).toBe('closed');
    await storeCalls(desk.azurite.connectionString, [CALL]);
    await desk.index();
  });

  it('holds an audit that is whole after all this', async () => {
    expect(await desk.desk.audit.verify()).toBeUndefined();
  });
});
