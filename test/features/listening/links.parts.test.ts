import { describe, expect, it } from 'vitest';
import { recordingIdOf } from '../../../src/features/recordings/describeRecording.ts';
import { DANA, RITA } from '../../builders.ts';
import type { TestDesk } from '../../support/desk.ts';
import { openLink, range } from '../../support/playback.ts';
import { released, startSlackDesk } from '../../support/slackDesk.ts';
import { CALL, DIRECTORS, startTeamsDesk } from '../../support/teamsDesk.ts';
import { chatOf } from '../../support/teamsSender.ts';

/** A desk, a request of Rita's that was released, and what Listen gives her in her chat. */
interface Listening {
  readonly desk: TestDesk;
  readonly id: string;
  readonly listen: () => Promise<string>;
}

async function onSlack(): Promise<Listening> {
  const desk = await startSlackDesk();
  const id = await released(desk, DANA);
  return { desk, id, listen: () => desk.listen(RITA, id) };
}

async function onTeams(): Promise<Listening> {
  const desk = await startTeamsDesk();
  await desk.meet('rita', 'dana', 'priya');
  const id = await desk.ask();
  const card = desk.connector.messages(DIRECTORS).findLast(({ text }) => text.includes(id));
  const terms = { id, recordingId: recordingIdOf(CALL.name), from: '0:10', to: '0:20', days: '1', mode: 'listen' };
  await desk.teams.submit('dana', card ?? { conversation: DIRECTORS, id: '' }, 'approve', terms);
  await desk.settled();
  const listen = async (): Promise<string> => {
    await desk.teams.act('rita', { conversation: chatOf('rita'), id: 'x' }, 'listen', { id });
    // The link stands beside the card of the request, and not in its place.
    const beside = desk.connector.messages(chatOf('rita')).at(-1)?.text ?? '';
    return /https?:[^"\\]+\/listen\/[\w-]+/.exec(beside)?.[0] ?? '';
  };
  return { desk, id, listen };
}

describe.each([
  ['Slack', onSlack],
  ['Teams', onTeams],
] as const)('Listen, pressed again on %s', (_, start) => {
  it('ends the link before and the playback that goes on, and a stranger’s press is the link’s and not Rita’s', async () => {
    const { desk, id, listen } = await start();
    try {
      const unopened = await listen();
      const first = await listen();
      await expect(openLink(unopened)).rejects.toThrow('410');
      const playing = await openLink(first);
      expect((await range(playing, 0, 999)).status).toBe(206);
      const next = await listen();
      const ended = await range(playing, 1_000, 1_999);
      expect(ended.status).toBe(410);
      expect(await ended.text()).toContain('A newer link to the same has been asked for');
      expect((await range(await openLink(next), 0, 999)).status).toBe(206);
      for (let time = 0; time < 5; time += 1) await fetch(first, { method: 'POST' });
      const [rita] = (await desk.events(id)).filter(({ action }) => action === 'link.mint').map(({ actor }) => actor);
      const strangers = (await desk.events(id)).filter(({ outcome }) => outcome === 'link-used');
      expect(strangers.map(({ actor }) => actor)).toEqual(Array(3).fill(`the link of ${rita}`));
      expect(await desk.desk.audit.verify()).toBeUndefined();
    } finally {
      await desk.stop();
    }
  });
});
