import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DANA, RITA } from '../../builders.ts';
import { type Azurite, startAzurite } from '../../support/azurite.ts';
import { hearAll, openLink } from '../../support/playback.ts';
import { deleteCall, storeCalls } from '../../support/recordings.ts';
import { CALL, noiseBetween, type SlackDesk, startSlackDesk } from '../../support/slackDesk.ts';
import { labelsOf, wordsOf } from '../../support/slackShapes.ts';

let azurite: Azurite;

let desk: SlackDesk;

beforeAll(async () => {
  azurite = await startAzurite();
});

afterAll(() => azurite.stop());

beforeEach(async () => {
  desk = await startSlackDesk({ azurite });
});

afterEach(() => desk.stop());

describe('recordings that cannot be had', () => {
  it('keeps an approval while storage is away, says that the clip is being prepared, and brings it when storage is back', async () => {
    const id = await desk.ask(RITA);
    const step = await desk.open(DANA, await desk.card(id, 'approver'), 'Approve');
    await desk.azurite.goAway();
    await desk.slack.submit(DANA, step, { from: '0:02', to: '0:05' });
    await desk.settled();
    expect((await desk.request(id)).state).toBe('approved');
    expect(wordsOf(await desk.card(id, 'requester'))).toContain('being prepared');
    expect(labelsOf(await desk.card(id, 'approver'))).toEqual([]);

    await desk.azurite.restart();
    await desk.later(60_000);
    expect((await desk.request(id)).state).toBe('released');
    expect(await hearAll(await openLink(await desk.listen(RITA, id)))).toEqual(noiseBetween(2_000, 5_000));
  });

  const facts = {
    start: '2026-11-23T09:00:00Z',
    extension: '210',
    duration: '20',
    direction: 'inbound',
    number: '01632 960777',
  };

  const broken = Buffer.from(CALL.wav);
  broken.write('GARBAGE!', 12, 'latin1');

  const store = (wav: Uint8Array) =>
    storeCalls(desk.azurite.connectionString, [{ name: 'call.wav', wav, metadata: facts }]);

  it('ends the request with the reason when the audio breaks before the clip is cut', async () => {
    await store(CALL.wav);
    await desk.index();
    const id = await desk.ask(RITA, { time: '09:00', number: '01632 960777' });
    await store(broken);
    await desk.approve(DANA, await desk.card(id, 'approver'), { to: '0:05' });
    expect((await desk.request(id)).state).toBe('expired');
    const card = await desk.card(id, 'approver', 'directors');
    expect(wordsOf(card)).toMatch(/damaged and cannot be read/);
    expect(labelsOf(card)).toEqual([]);
    expect(wordsOf(await desk.card(id, 'requester'))).toMatch(/its file is damaged.*Data Protection Officer/s);
  });

  it('asks nobody where the audio is known to be broken, and tells the person who asked', async () => {
    await store(broken);
    await desk.index();
    const id = await desk.ask(RITA, { time: '09:00', number: '01632 960777' });
    expect((await desk.cards(id)).map(({ post }) => post.card)).toEqual(['requester']);
    expect(wordsOf(await desk.card(id, 'requester'))).toMatch(/its file is damaged.*Data Protection Officer/s);
  });

  it('says so when the recording was deleted between the match and the approval', async () => {
    const id = await desk.ask(RITA);
    const step = await desk.open(DANA, await desk.card(id, 'approver'), 'Approve');
    await deleteCall(desk.azurite.connectionString, CALL.name);
    await desk.index();
    const sent = await desk.slack.submit(DANA, step, {});
    expect(sent).toMatchObject({
      kind: 'errors',
      errors: { recordingId: expect.stringContaining('has been deleted') },
    });
    expect((await desk.request(id)).state).toBe('awaiting-approval');
  });

  it('ends the request when the recording goes after the approval, before the cut', async () => {
    const id = await desk.ask(RITA);
    const step = await desk.open(DANA, await desk.card(id, 'approver'), 'Approve');
    await deleteCall(desk.azurite.connectionString, CALL.name); // the index does not know yet
    await desk.slack.submit(DANA, step, {});
    await desk.settled();
    expect((await desk.request(id)).state).toBe('expired');
    expect(wordsOf(await desk.card(id, 'requester'))).toContain('Lapsed');
    expect(labelsOf(await desk.card(id, 'approver'))).toEqual([]);
  });

  it('ends an access with its recording', async () => {
    const id = await desk.ask(RITA);
    await desk.approve(DANA, await desk.card(id, 'approver'));
    const url = await desk.listen(RITA, id);
    await deleteCall(desk.azurite.connectionString, CALL.name);
    await desk.index();
    await desk.settled();
    expect((await desk.request(id)).state).toBe('closed');
    expect((await fetch(url)).status).not.toBe(200);
    expect(labelsOf(await desk.card(id, 'requester'))).toEqual([]);
  });
});
