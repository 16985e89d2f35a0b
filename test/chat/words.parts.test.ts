import { afterEach, describe, expect, it } from 'vitest';
import { DANA, DAVID } from '../builders.ts';
import { type BothDesk, startBothDesk } from '../support/bothDesk.ts';
import { type SlackDesk, startSlackDesk } from '../support/slackDesk.ts';
import { labelsOf } from '../support/slackShapes.ts';

let desk: SlackDesk;

afterEach(() => desk.stop());

/** A request of Dana's on which David has asked. */
async function questioned(): Promise<string> {
  const id = await desk.ask(DANA);
  const step = await desk.open(DAVID, await desk.card(id, 'approver'), 'ask');
  await desk.slack.submit(DAVID, step, { question: 'Which bill?' });
  await desk.settled();
  return id;
}

async function answer(id: string): Promise<void> {
  const step = await desk.open(DANA, await desk.card(id, 'requester', DANA), 'answer');
  await desk.slack.submit(DANA, step, { answer: 'The one of Monday.' });
  await desk.settled();
}

describe('what is said beside a card', () => {
  it('is said on the second platform of a channel too, though the first was quicker', async () => {
    const both: BothDesk = await startBothDesk();
    desk = both;
    const id = await questioned();
    await answer(id);
    expect(await desk.told(id, 'directors')).toHaveLength(1);
    const saidInTeams = () => both.inTeams('directors').split('has answered').length - 1;
    const before = saidInTeams();
    await desk.desk.uow.run(async ({ posts, outbox }) => {
      const said = (await posts.findBySubject(id)).find(({ word, audience }) => word && audience.kind === 'channel');
      const inTeams = said?.refs.find(({ platform }) => platform === 'teams');
      if (!said || !inTeams) throw new Error('Nothing was said in Teams');
      // As if Teams had not taken it yet.
      await posts.removeRef(said.id, inTeams);
      await outbox.enqueue('again', { kind: 'send', postId: said.id, platform: 'teams', isNew: true });
    });
    await desk.settled();
    expect(saidInTeams()).toBe(before + 1);
    expect(await desk.told(id, 'directors')).toHaveLength(1);
  });

  it('is a card of its own where the card cannot be answered, and is kept current then', async () => {
    desk = await startSlackDesk();
    const id = await questioned();
    const toThread = ({ thread_ts: thread = '' }) => thread !== '';
    desk.slack.proxy.fail('chat.postMessage', { kind: 'refuses', error: 'cannot_reply_to_message' }, 1, toThread);
    await answer(id);
    const inChannel = ({ post }: Awaited<ReturnType<SlackDesk['cards']>>[number]): boolean =>
      post.card === 'approver' && post.audience.kind === 'channel';
    const standing = async () => (await desk.cards(id)).filter(inChannel).map(({ message }) => labelsOf(message));
    expect((await standing()).map((labels) => labels.includes('Approve'))).toEqual([true, true]);
    await desk.approve(DAVID, await desk.card(id, 'approver'));
    expect(await standing()).toEqual([[], []]);
  });
});
