import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TEAMS_STATUSES } from '../../src/chat/teams/errors.ts';
import { SLACK_DOCUMENTED } from '../fakes/faultWords.ts';
import { type BothDesk, startBothDesk } from '../support/bothDesk.ts';

let desk: BothDesk;

beforeAll(async () => {
  desk = await startBothDesk();
});

afterAll(() => desk.stop());

const inSlack = async (): Promise<string> =>
  JSON.stringify(await desk.slack.messages(desk.slack.emulator.channelIds.directors));

/** Moves the clock until it is so; gives the seconds that went by, at most a minute. */
async function secondsUntil(isSo: () => Promise<boolean>): Promise<number> {
  for (let seconds = 0; seconds <= 60; seconds += 5) {
    if (await isSo()) return seconds;
    await desk.later(5_000);
  }
  return Number.POSITIVE_INFINITY;
}

const holding =
  (word: string) =>
  (body: Readonly<Record<string, string>>): boolean =>
    JSON.stringify(body).includes(word);

/** A message that a platform refuses for ever, and one behind it in the same queue. */
const tellBoth = async (word: string): Promise<void> => {
  await desk.tell('directors', `Refused ${word}.`);
  await desk.tell('directors', `Behind ${word}.`);
  await desk.settled();
};

describe('a message in Slack’s directors’ channel that is refused for ever', () => {
  it.each([
    ...SLACK_DOCUMENTED,
    ['moon_is_full', 'unknown'] as const,
  ])('with %s (final for the %s) keeps the next one waiting for less than a minute', async (word) => {
    desk.slack.proxy.fail('chat.postMessage', { kind: 'refuses', error: word }, 1_000, holding(`Refused ${word}.`));
    await tellBoth(word);
    expect(await secondsUntil(async () => (await inSlack()).includes(`Behind ${word}.`))).toBeLessThanOrEqual(60);
    expect(await inSlack()).not.toContain(`Refused ${word}.`);
    desk.slack.proxy.remedy();
    for (let n = 0; n < 10; n += 1) await desk.later(60_000);
  });

  it.each([
    'update_failed',
    'cant_update_message',
    'moon_is_full',
    'is_archived',
    'internal_error',
  ])('as a change (%s) keeps the next one waiting for less than a minute', async (word) => {
    await desk.tell('directors', `Changed ${word}.`);
    await desk.settled();
    const [ref] = desk.slack.proxy.calls
      .filter(({ body }) => JSON.stringify(body).includes(`Changed ${word}.`))
      .map(({ answer }) => answer);
    expect(ref?.ok).toBe(true);
    desk.slack.proxy.fail('chat.update', { kind: 'refuses', error: word }, 1_000);
    await desk.tellAgain();
    await desk.tell('directors', `Behind the change ${word}.`);
    expect(
      await secondsUntil(async () => (await inSlack()).includes(`Behind the change ${word}.`)),
    ).toBeLessThanOrEqual(60);
    desk.slack.proxy.remedy();
    for (let n = 0; n < 10; n += 1) await desk.later(60_000);
  });
});

describe('a message in Teams’ directors’ channel that is refused for ever', () => {
  it.each([
    ...Object.keys(TEAMS_STATUSES).map(Number),
    418,
    500,
    502,
    503,
    504,
  ])('with %i keeps the next one waiting for less than a minute', async (status) => {
    desk.connector.refuse('channel-directors', status, 1_000, { holding: `Refused ${status}.` });
    await tellBoth(`${status}`);
    const isThere = async () => desk.inTeams('directors').includes(`Behind ${status}.`);
    expect(await secondsUntil(isThere)).toBeLessThanOrEqual(60);
    expect(desk.inTeams('directors')).not.toContain(`Refused ${status}.`);
  });
});

it('keeps each with its reason, and writes no page of a platform’s into the log', async () => {
  const aside = await desk.desk.queue.aside();
  expect(aside.map(({ why }) => why)).toEqual(expect.arrayContaining(['item invalid_blocks', 'item http_413']));
  const lines = JSON.stringify(desk.log.lines);
  expect(lines).toContain('invalid_blocks');
  expect(lines).not.toMatch(/<html|Error: /);
});
