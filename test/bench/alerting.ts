import { PRIYA, RITA } from '../builders.ts';
import type { StoredCall } from '../support/recordings.ts';
import type { Sent } from '../support/slack.ts';
import { type SlackDesk, startSlackDesk } from '../support/slackDesk.ts';
import { wordsOf } from '../support/slackShapes.ts';
import { buildWav } from '../support/wav.ts';
import { type Figure, figure, percentile } from './measure.ts';

const ROUNDS = 60;

/** First ones that only warm. */
const WARMING = 5;

const MATCHING = 50;

const KNOWN = '01632 960123';

const UNKNOWN = '01632 960999';

const REPORT = {
  from: 'Mrs Alder, 14 Mill Lane',
  receivedOn: '2026-11-24',
  channel: 'letter',
  details: 'Every call of mine this autumn.',
};

/** Half-minute calls of the known number, the day before. */
const CALLS: readonly StoredCall[] = Array.from({ length: MATCHING }, (_, n) => ({
  name: `210/[Mrs Alder]_01632960123-210_2026112311${String(n).padStart(2, '0')}00(${7_000 + n}).wav`,
  wav: buildWav({ codec: 'mulaw', durationMs: 30_000 }),
}));

/**
 * A subject access request sent in Slack, until the DPO's own card stands in the DPO's own chat: the form,
 * its transaction, the hold it places, and the card's way through the outbox, with as many recordings to hold
 * as match.
 */
export async function benchAlerting(): Promise<readonly Figure[]> {
  const desk = await startSlackDesk({ calls: CALLS });
  try {
    const nothing = await alerts(desk, UNKNOWN, 0);
    const fifty = await alerts(desk, KNOWN, MATCHING);
    const p95 = (times: readonly number[]): number => percentile(times, 0.95);
    const target = { kind: 'value', atMost: 1_000 } as const;
    return [
      figure('a SAR sent to the DPO’s card, nothing to hold: p95', p95(nothing), p95(nothing), 'ms', target),
      figure(`the same with ${MATCHING} recordings to hold: p95`, p95(fifty), p95(nothing), 'ms', target),
    ];
  } finally {
    await desk.stop();
  }
}

/** Milliseconds of each round. */
async function alerts(desk: SlackDesk, numbers: string, matching: number): Promise<readonly number[]> {
  const { slack } = desk;
  const { channel } = await slack.emulator.api<{ channel: { id: string } }>('conversations.open', {
    users: slack.emulator.userIds[PRIYA] ?? '',
  });
  const times: number[] = [];
  for (let round = -WARMING; round < ROUNDS; round += 1) {
    await slack.command(RITA, '/subject-access');
    const form = await slack.modal(RITA);
    const stands = Promise.withResolvers<number>();
    slack.proxy.watch((method, stage, body) => {
      if (method === 'chat.postMessage' && stage === 'passed' && body.channel === channel.id)
        stands.resolve(performance.now());
    });
    const from = performance.now();
    const sent = await slack.submit(RITA, form, { ...REPORT, numbers });
    const ms = (await stands.promise) - from;
    if (round >= 0) times.push(ms);
    await desk.settled();
    await expectHeld(desk, sent, matching);
  }
  return times;
}

/** A round that held nothing would measure nothing. */
async function expectHeld(desk: SlackDesk, sent: Sent, matching: number): Promise<void> {
  const id = sent.kind === 'view' ? /S-[0-9A-Z]{7}/.exec(wordsOf(sent.view))?.[0] : undefined;
  if (!id) throw new Error(`Not taken: ${JSON.stringify(sent)}`);
  const held = await desk.desk.uow.read(async ({ holds }) => {
    const [hold] = await holds.findByCase(id);
    return hold ? (await holds.tally(hold.id)).held : 0;
  });
  if (held !== matching) throw new Error(`Held ${held} of ${matching}`);
}
