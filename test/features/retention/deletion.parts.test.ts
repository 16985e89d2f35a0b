import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recordingIdOf } from '../../../src/features/recordings/describeRecording.ts';
import { namesIn } from '../../support/recordings.ts';
import { CALL, DIRECTORS, startTeamsDesk, type TeamsDesk } from '../../support/teamsDesk.ts';

const DAY = 24 * 3_600_000;

describe('retention and accesses', () => {
  let desk: TeamsDesk;

  beforeAll(async () => {
    desk = await startTeamsDesk();
    await desk.meet('rita', 'dana', 'priya');
  });

  afterAll(() => desk.stop());

  it('ends an access when its recording’s thirty days are over, however many days were agreed', async () => {
    desk.clock.advanceMs(28 * DAY);
    const id = await desk.ask();
    const card = desk.connector.messages(DIRECTORS).findLast((m) => m.text.includes(id));
    if (!card) throw new Error('No card');
    await desk.teams.submit('dana', card, 'approve', {
      id,
      recordingId: recordingIdOf(CALL.name),
      days: '7',
      mode: 'listen',
    });
    await desk.settled();
    const grant = await desk.desk.uow.read(({ grants }) => grants.findByRequest(id));
    // The night's run that deletes it comes up to a day before its limit, which is at ten past three.
    expect(grant?.until).toBe('2026-12-23T02:30:00.000Z');
    desk.clock.advanceMs(2 * DAY);
    await desk.desk.usecases.endGrants();
    await desk.settled();
    expect((await desk.request(id)).state).toBe('closed');
    expect(await namesIn(desk.azurite.connectionString, 'clips')).toEqual([]);
  });
});
