import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RITA } from '../../builders.ts';
import { type SlackDesk, startSlackDesk } from '../../support/slackDesk.ts';
import { wordsOf } from '../../support/slackShapes.ts';
import { until } from '../../support/until.ts';

let desk: SlackDesk;

const socket = () => {
  if (!desk.slack.socket) throw new Error('Not in Socket Mode');
  return desk.slack.socket;
};

const helps = async (): Promise<string> => {
  await desk.slack.command(RITA, '/recordings-help');
  return wordsOf(await desk.slack.whisper(RITA));
};

beforeAll(async () => {
  desk = await startSlackDesk({ socketMode: true });
  await until('a connection', () => socket().connections() === 1);
});

afterAll(() => desk.stop());

describe('the desk in Socket Mode', () => {
  it('has no route for Slack in its HTTP port', async () => {
    expect((await fetch(desk.slack.events, { method: 'POST' })).status).toBe(404);
  });

  it('connects anew when Slack asks it to, before it leaves the old connection', async () => {
    const before = opened();
    socket().refresh();
    await until('both connections', () => socket().connections() === 2);
    await until('a new connection', () => opened() > before && socket().connections() === 1);
    expect(await helps()).toContain('/request-recording');
  });

  it('goes on through a Slack that is down: it neither ends nor gives up', async () => {
    socket().setDown(true);
    socket().cut();
    await until('the loss', () => socket().connections() === 0);
    await until('a few tries in vain', () => closings() >= 3);
    expect((await fetch(`${desk.url}/health`)).status).toBeLessThan(600);
    socket().setDown(false);
    await until('a new connection', () => socket().connections() === 1);
    expect(await helps()).toContain('/request-recording');
  });

  it('makes one request of an envelope that comes twice', async () => {
    const payload = await desk.slack.commandPayload(RITA, '/request-recording');
    await desk.slack.deliver('slash_commands', payload);
    await desk.slack.deliver('slash_commands', payload);
    await desk.slack.modal(RITA);
    const views = desk.slack.proxy.calls.filter(({ body }) => body.trigger_id === payload.trigger_id);
    expect(views).toHaveLength(1);
  });
});

const opened = (): number => desk.log.lines.filter(({ event }) => event === 'slack.socket-open').length;

const closings = (): number => desk.log.lines.filter(({ event }) => event === 'slack.socket-closed').length;
