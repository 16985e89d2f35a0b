import { expect, it } from 'vitest';
import { recordingIdOf } from '../../../src/features/recordings/describeRecording.ts';
import { CALL, DIRECTORS, startTeamsDesk } from '../../support/teamsDesk.ts';
import { chatOf } from '../../support/teamsSender.ts';

it('hands out the storage’s own link, good for minutes, when the desk has no public address', async () => {
  const desk = await startTeamsDesk({ settings: { publicUrl: null } });
  try {
    await desk.meet('rita', 'dana', 'priya');
    const id = await desk.ask();
    const card = desk.connector.messages(DIRECTORS).at(-1);
    if (!card) throw new Error('No card');
    const terms = { id, recordingId: recordingIdOf(CALL.name), from: '0:10', to: '0:20', days: '1', mode: 'listen' };
    await desk.teams.submit('dana', card, 'approve', terms);
    await desk.settled();
    const where = { conversation: chatOf('rita'), id: 'x' };
    const answered = await desk.teams.act('rita', where, 'listen', { id });
    expect(answered.text).toContain('Your request');
    const beside = desk.connector.messages(chatOf('rita')).at(-1)?.text ?? '';
    const url = new URL(/https?:\/\/[^"\\]+sig=[^"\\]+/.exec(beside)?.[0] ?? '');
    expect(url.origin).toBe(new URL(desk.azurite.url).origin);
    expect(url.pathname).toMatch(/\/clips\/[0-9a-f]+\.wav$/);
    expect(url.searchParams.get('sp')).toBe('r');
    expect(url.searchParams.get('se')).toBe('2026-11-24T10:05:00Z');
    expect((await desk.events(id)).find((e) => e.action === 'link.mint')?.detail).toMatchObject({ direct: true });
    expect(desk.log.text()).not.toContain('sig=');
  } finally {
    await desk.stop();
  }
});
