import { afterAll, beforeAll, expect, it } from 'vitest';
import { PRIYA, RITA } from '../../../builders.ts';
import { callOn, deliver, minutesAgo, orderSurely, receipt, startOrdersDesk } from '../../../support/ordersDesk.ts';
import { namesIn } from '../../../support/recordings.ts';
import type { SlackDesk } from '../../../support/slackDesk.ts';
import { filledIn, labelsOf, wordsOf } from '../../../support/slackShapes.ts';

let desk: SlackDesk;

beforeAll(async () => {
  desk = await startOrdersDesk();
});

afterAll(async () => {
  expect(await desk.desk.audit.verify()).toBeUndefined();
  await desk.stop();
});

it('goes from a card payment on a held call to its redaction, on the DPO’s card in Slack', async () => {
  const call = callOn('204', minutesAgo(desk, 5));
  await deliver(desk, call);
  await desk.fill(RITA, '/subject-access', {
    from: 'Mrs Alder',
    receivedOn: desk.clock.now().slice(0, 10),
    channel: 'letter',
    details: 'The call about my bill.',
    numbers: '01632 960123',
  });
  await desk.settled();
  expect(await namesIn(desk.azurite.connectionString, 'holds')).toHaveLength(1);

  await orderSurely(desk, RITA, '/card-payment', { extension: '204', whenKind: 'now', where: 'about two seconds in' });
  await desk.settled();
  expect(await namesIn(desk.azurite.connectionString, 'recordings')).toEqual([]);
  // The reporter is not told that a hold exists.
  expect(await receipt(desk)).not.toMatch(/held|hold|case/i);

  const [lock] = await desk.desk.uow.read(({ holds }) => holds.standingLocks());
  const id = lock?.id ?? '';
  const card = await desk.card(id, 'held-lock', PRIYA);
  expect(wordsOf(card)).toContain('Locked: nobody hears it until you have decided.');
  expect(labelsOf(card)).toEqual(['Redact a part', 'Unlock it', 'Delete it']);
  const form = await desk.open(PRIYA, card, 'Redact a part');
  expect(filledIn(form).parts).toBe('0:00-0:20');
  const refused = await desk.slack.submit(PRIYA, form, { parts: 'somewhere' });
  expect(refused).toMatchObject({ kind: 'errors', errors: { parts: expect.stringContaining('1:50-2:40') } });
  await desk.slack.submit(PRIYA, form, { parts: '0:01-0:03' });
  await desk.settled();
  const after = await desk.card(id, 'held-lock', PRIYA);
  expect(wordsOf(after)).toContain('silent at 0:01-0:03');
  expect(labelsOf(after)).toEqual([]);
  expect(await namesIn(desk.azurite.connectionString, 'holds')).toHaveLength(1);
});
