import { webApi } from '@slack/bolt';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CardView } from '../../../src/chat/cards.ts';
import type { ChatPlatform } from '../../../src/chat/chatPlatform.ts';
import { clientOptions } from '../../../src/chat/slack/access.ts';
import { createSlackPlatform } from '../../../src/chat/slack/notifier.ts';
import { quietLogger } from '../../../src/chat/slack/quietLogger.ts';
import { retentionReportOf } from '../../cards/sampleReports.ts';
import type { Fault } from '../../fakes/faultyProxy.ts';
import { createRecordingLog, type RecordingLog } from '../../support/recordingLog.ts';
import { startTestSlack, type TestSlack } from '../../support/slack.ts';
import { BOT_TOKEN } from '../../support/slackEmulator.ts';
import { type SlackMessage, wordsOf } from '../../support/slackShapes.ts';

let slack: TestSlack;

let platform: ChatPlatform;

let log: RecordingLog;

let pauses: number[];

/** Calls before the test began. */
let before: number;

beforeAll(async () => {
  slack = await startTestSlack();
});

afterAll(() => slack.stop());

beforeEach(() => {
  const client = new webApi.WebClient(BOT_TOKEN, { ...clientOptions(slack.settings), logger: quietLogger });
  log = createRecordingLog();
  pauses = [];
  platform = createSlackPlatform(client, { log, pause: async (ms) => void pauses.push(ms) });
  before = slack.proxy.calls.length;
});

afterEach(() => slack.proxy.remedy());

const REPORT: CardView = { kind: 'retention-report', report: retentionReportOf() };

const directors = (): string => slack.emulator.channelIds.directors;

const newest = async (channel: string): Promise<SlackMessage> => {
  const message = (await slack.messages(channel)).at(-1);
  if (!message) throw new Error('Nothing was posted');
  return message;
};

const pictureOn = (message: SlackMessage) =>
  message.blocks.find(({ type }) => type === 'image') as
    | { readonly slack_file: { readonly id: string }; readonly alt_text: string; readonly title: { text: string } }
    | undefined;

const calls = (method: string) => slack.proxy.calls.slice(before).filter((call) => call.method === method);

const withPicture = ({ blocks = '' }: Readonly<Record<string, string>>): boolean => blocks.includes('slack_file');

describe('a report with a chart in Slack', () => {
  it('shows the chart as a picture, with its figures in words for whoever cannot see it', async () => {
    await platform.post(directors(), REPORT);
    const picture = pictureOn(await newest(directors()));
    expect(picture?.alt_text).toMatch(/0 to 4: \d+; .*30, the limit, or more: none/);
    expect(picture?.title.text).toContain('limit of 30 days');
    const { file } = await slack.emulator.api<{ file: { url_private: string; size: number } }>('files.info', {
      file: picture?.slack_file.id ?? '',
    });
    const answer = await fetch(file.url_private, { headers: { authorization: `Bearer ${BOT_TOKEN}` } });
    const png = Buffer.from(await answer.arrayBuffer());
    expect(png.subarray(1, 4).toString('latin1')).toBe('PNG');
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1280, 640]);
    expect(file.size).toBe(png.byteLength);
  });

  it('puts the file into no channel: the report is all that is posted', async () => {
    const there = (await slack.messages(directors())).length;
    await platform.post(directors(), REPORT);
    expect((await slack.messages(directors())).length).toBe(there + 1);
    const [completed] = calls('files.completeUploadExternal');
    expect(completed?.body).not.toHaveProperty('channel_id');
    expect(completed?.body).not.toHaveProperty('channels');
  });

  it('uploads once for every place and every redrawing, and anew for another day', async () => {
    const ref = await platform.post(directors(), REPORT);
    await platform.post(slack.emulator.channelIds.dpo, REPORT);
    await platform.update(ref, REPORT);
    expect(calls('files.completeUploadExternal')).toHaveLength(1);
    expect(pictureOn(await newest(directors()))).toEqual(pictureOn(await newest(slack.emulator.channelIds.dpo)));
    const ages = Array.from({ length: 31 }, (_, days) => (days === 30 ? 1 : 5));
    await platform.update(ref, { kind: 'retention-report', report: retentionReportOf({ ages }) });
    expect(calls('files.completeUploadExternal')).toHaveLength(2);
  });

  it('waits while Slack looks the picture over, and shows it then, in one message', async () => {
    const there = (await slack.messages(directors())).length;
    slack.proxy.fail('chat.postMessage', { kind: 'refuses', error: 'invalid_blocks' }, 2, withPicture);
    await platform.post(directors(), REPORT);
    expect(pauses).toEqual([1_000, 2_000]);
    expect(pictureOn(await newest(directors()))).toBeDefined();
    expect((await slack.messages(directors())).length).toBe(there + 1);
  });

  it('says it in words when Slack does not take the picture, and tries a new one when it is redrawn', async () => {
    slack.proxy.fail('chat.postMessage', { kind: 'refuses', error: 'invalid_blocks' }, 4, withPicture);
    const ref = await platform.post(directors(), REPORT);
    expect(pauses).toEqual([1_000, 2_000, 4_000]);
    const message = await newest(directors());
    expect(pictureOn(message)).toBeUndefined();
    expect(wordsOf(message)).toMatch(/0 to 4: \d+/);
    await platform.update(ref, REPORT);
    expect(pictureOn(await newest(directors()))).toBeDefined();
    expect(calls('files.completeUploadExternal')).toHaveLength(2);
  });

  it.each<{ what: string; method: string; fault: Fault }>([
    {
      what: 'has not the scope',
      method: 'files.getUploadURLExternal',
      fault: { kind: 'refuses', error: 'missing_scope' },
    },
    { what: 'must wait', method: 'files.getUploadURLExternal', fault: { kind: 'rate-limited', retryAfterSeconds: 60 } },
    { what: 'gets an error', method: 'files.completeUploadExternal', fault: { kind: 'status', status: 500 } },
    { what: 'is cut off', method: 'files.completeUploadExternal', fault: { kind: 'drops' } },
  ])('goes out in words when the upload $what', async ({ method, fault }) => {
    slack.proxy.fail(method, fault);
    await platform.post(directors(), REPORT);
    const message = await newest(directors());
    expect(pictureOn(message)).toBeUndefined();
    expect(wordsOf(message)).toContain('All is well');
    expect(JSON.stringify(log.lines)).toContain('slack.chart-not-uploaded');
    expect(pauses).toEqual([]);
  });

  it('does not try again what Slack refuses for another reason', async () => {
    await expect(platform.post(slack.emulator.channelIds.closed, REPORT)).rejects.toMatchObject({ kind: 'place' });
    expect(pauses).toEqual([]);
    slack.proxy.fail('chat.postMessage', { kind: 'rate-limited', retryAfterSeconds: 30 });
    await expect(platform.post(directors(), REPORT)).rejects.toMatchObject({ kind: 'passing' });
    expect(pauses).toEqual([]);
  });

  it('uploads nothing for a card without a chart', async () => {
    const ages = Array.from({ length: 31 }, () => 0);
    await platform.post(directors(), { kind: 'retention-report', report: retentionReportOf({ ages }) });
    await platform.post(directors(), { kind: 'notice', tone: 'good', title: 'Done', text: 'Well done.' });
    expect(calls('files.getUploadURLExternal')).toHaveLength(0);
  });
});
