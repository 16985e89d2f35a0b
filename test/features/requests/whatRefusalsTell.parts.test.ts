import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recordingIdOf } from '../../../src/features/recordings/describeRecording.ts';
import { CALL, DIRECTORS, startTeamsDesk, type TeamsDesk } from '../../support/teamsDesk.ts';

/** Stored, but not what the request asks for. */
const OTHER_CALL = { ...CALL, name: '311/[Mr Oak]_01632960777-311_20261123151000(8).wav' };

describe('what a refusal tells', () => {
  let desk: TeamsDesk;

  beforeAll(async () => {
    desk = await startTeamsDesk({ calls: [CALL, OTHER_CALL] });
    await desk.meet('rita', 'tom', 'dana');
  });

  afterAll(() => desk.stop());

  const sendApprove = (user: string, id: string, changes: Readonly<Record<string, string>>) => {
    const card = desk.connector.messages(DIRECTORS).findLast((m) => m.text.includes(id));
    if (!card) throw new Error(`No card of ${id}`);
    return desk.teams.submit(user, card, 'approve', {
      id,
      recordingId: recordingIdOf(CALL.name),
      from: '0:10',
      to: '0:20',
      days: '1',
      mode: 'listen',
      ...changes,
    });
  };

  it('gives the list of recordings back to nobody who may not approve, however wrong the form is, and audits the try', async () => {
    const id = await desk.ask();
    for (const user of ['tom', 'rita']) {
      const answered = await sendApprove(user, id, { from: 'soon' });
      expect(answered.text).toContain('Only the people this request is put to');
      expect(JSON.stringify(answered)).not.toContain('rec-');
    }
    const tries = (await desk.events(id)).filter((e) => e.action === 'press.approve.sent');
    expect(tries.map((e) => e.outcome)).toEqual(['not-an-approver', 'not-an-approver']);
  });

  it('says the same to somebody who may not approve whether the recording they name is stored or not', async () => {
    const id = await desk.ask();
    const stored = await sendApprove('tom', id, { recordingId: recordingIdOf(OTHER_CALL.name) });
    const invented = await sendApprove('tom', id, { recordingId: recordingIdOf('nothing.wav') });
    expect(stored.text).toBe(invented.text);
    expect(stored.text).toContain('Only the people this request is put to');
  });

  it('lets a director mend a wrong form', async () => {
    const id = await desk.ask();
    const answered = await sendApprove('dana', id, { from: 'soon' });
    expect(answered.text).toContain('Write minutes and seconds');
  });
});
