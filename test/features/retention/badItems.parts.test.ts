import { DatabaseSync } from 'node:sqlite';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { renderCard } from '../../../src/chat/cards.ts';
import { recordingIdOf } from '../../../src/features/recordings/describeRecording.ts';
import { addDays, addHours } from '../../../src/kernel/time.ts';
import { buildGrant, buildRequest, NOW, RITA } from '../../builders.ts';
import { storageRefusal } from '../../fakes/storageProxy.ts';
import { type Azurite, startAzurite } from '../../support/azurite.ts';
import { dueCalls, emptyStorage, MORNING, NIGHT, type NightDesk, startNightDesk } from '../../support/nightDesk.ts';
import { isBatch, type Refuse, type StorageFront, startStorageFront } from '../../support/storageFront.ts';

let azurite: Azurite;

let front: StorageFront;

let desk: NightDesk;

beforeAll(async () => {
  azurite = await startAzurite();
  front = await startStorageFront(azurite);
});

afterAll(async () => {
  await front.stop();
  await azurite.stop();
});

afterEach(async () => {
  front.remedy();
  await desk.stop();
  await emptyStorage(azurite);
});

const start = async (): Promise<void> => {
  desk = await startNightDesk(azurite, { settings: { storage: { connectionString: front.connectionString } } });
};

/** Makes a document unreadable, as a bad disk or a hand in the database does. */
function spoil(table: string, id: string): void {
  const database = new DatabaseSync(desk.databaseFile);
  database.prepare(`update ${table} set body = json_set(body, '$.rule', 5, '$.agreements', 5) where id = ?`).run(id);
  database.close();
}

const BAD = 'due/0003.wav';

const isOfBad = (url: string): boolean => decodeURIComponent(url).includes(`/${BAD}`);

/** What becomes of a deletion that has the bad one among it. */
const onBad =
  (answer: ReturnType<Refuse>): Refuse =>
  (question) => {
    if (isBatch(question)) return question.body.includes(BAD) ? answer : undefined;
    return question.method === 'DELETE' && isOfBad(question.url) ? answer : undefined;
  };

describe('a night with one bad recording', () => {
  it.each<[string, ReturnType<Refuse>]>([
    ['that storage refuses by a word nobody knows', storageRefusal(409, 'MoonIsFull')],
    ['whose connection breaks each time', 'hang-up'],
    ['that storage is always too busy for', storageRefusal(503, 'ServerBusy')],
    ['whose batch is refused for good', storageRefusal(412, 'ConditionNotMet')],
  ])('%s deletes all the others, and says so in the morning', async (_what, answer) => {
    await start();
    await desk.deliver(dueCalls(10));
    front.refuse(onBad(answer));
    await desk.at(NIGHT);
    expect(await desk.left()).toEqual([BAD]);
    expect(desk.receipts()).toHaveLength(9);
    const [named] = desk.runs().at(-1)?.kept ?? [];
    expect(named?.recordingId).toBe(recordingIdOf(BAD));
    expect(JSON.stringify(desk.log.lines)).toContain(recordingIdOf(BAD));
    await desk.at(MORNING);
    const report = await desk.report('2026-11-25');
    expect(report.unfinished).toEqual(['the nightly deletion']);
    expect(report.alarms.join(' ')).toContain(`It says: ${named?.code}.`);
    const card = renderCard({ kind: 'retention-report', report });
    expect(card.speak).toMatch(
      /^Report on call recordings, [^.]+\. Not all of it is counted: the nightly deletion failed/,
    );
  });

  it('whose access cannot be ended keeps that one alone', async () => {
    await start();
    await desk.deliver(dueCalls(10));
    const request = buildRequest({ state: 'released', requestedBy: RITA });
    const grant = buildGrant({ requestId: request.id, state: 'ready', until: addDays(NOW, 3) });
    const terms = { ...grant.terms, recordingId: recordingIdOf(BAD) };
    await desk.desk.uow.run(async ({ requests, grants }) => {
      await requests.insert(request);
      await grants.insert({ ...grant, terms });
    });
    spoil('requests', request.id);
    await desk.at(NIGHT);
    expect(await desk.left()).toEqual([BAD]);
    expect(desk.runs().at(-1)?.kept).toEqual([{ recordingId: recordingIdOf(BAD), code: 'access-not-ended' }]);
  });
});

describe('a pass with one bad item', () => {
  it('reminds of the other requests, and ends the other accesses', async () => {
    await start();
    const requests = ['R-1', 'R-2', 'R-3'].map((id) =>
      buildRequest({ id, state: 'awaiting-approval', submittedAt: addDays(NOW, -20) }),
    );
    const grants = requests.map(({ id }, at) =>
      buildGrant({ id: `g-${at}`, requestId: `of-${id}`, state: 'ready', until: addHours(NOW, -1) }),
    );
    await desk.desk.uow.run(async (context) => {
      for (const request of requests) await context.requests.insert(request);
      for (const grant of grants) {
        await context.requests.insert(buildRequest({ id: grant.requestId, state: 'released' }));
        await context.grants.insert(grant);
      }
    });
    spoil('requests', 'R-2');
    spoil('requests', 'of-R-2');
    await desk.at('2026-11-24T12:00:00Z');
    const stateOf = (id: string) =>
      desk.desk.uow
        .read(({ requests: all }) => all.find(id))
        .then(
          (request) => request?.state,
          () => 'unreadable',
        );
    expect(await Promise.all(['R-1', 'R-2', 'R-3'].map(stateOf))).toEqual(['expired', 'unreadable', 'expired']);
    const ended = await desk.desk.uow.read(({ grants: all }) => all.findAll(['g-0', 'g-1', 'g-2']));
    expect(ended.map(({ state }) => state)).toEqual(['ended', 'ready', 'ended']);
    const noted = desk.log.lines.filter(({ event }) => event === 'item.failed');
    expect(noted.map(({ fields }) => (fields as { item: string }).item)).toEqual(
      expect.arrayContaining(['R-2', 'g-1']),
    );
  });

  it('erases the other requests, and says in the morning what was not done', async () => {
    await start();
    const old = ['R-1', 'R-2', 'R-3'].map((id) =>
      buildRequest({ id, state: 'denied', submittedAt: addDays(NOW, -800) }),
    );
    await desk.desk.uow.run(async ({ requests }) => {
      for (const request of old) await requests.insert(request);
    });
    spoil('requests', 'R-2');
    await desk.at(NIGHT);
    const askedBy = (id: string) =>
      desk.desk.uow
        .read(({ requests }) => requests.find(id))
        .then(
          (request) => request?.requestedBy,
          () => 'unreadable',
        );
    expect(await Promise.all(['R-1', 'R-2', 'R-3'].map(askedBy))).toEqual(['', 'unreadable', '']);
    await desk.at(MORNING);
    expect((await desk.report('2026-11-25')).unfinished).toEqual(['the erasure of old texts and numbers']);
  });
});
