import { afterEach, describe, expect, it } from 'vitest';
import { PRIYA, RITA } from '../../builders.ts';
import {
  callOn,
  deliver,
  minutesAgo,
  notice,
  receipt,
  say,
  startOrdersDesk,
  storedIn,
} from '../../support/ordersDesk.ts';
import type { SlackDesk } from '../../support/slackDesk.ts';
import { wordsOf } from '../../support/slackShapes.ts';

let desk: SlackDesk;

afterEach(() => desk.stop());

describe('/unrecorded-line', () => {
  it('shows the line to transfer the caller to before anything else, and deletes what was recorded', async () => {
    desk = await startOrdersDesk({ practiceFile: { unrecordedLine: '01632 960999' } });
    await deliver(desk, callOn('204', minutesAgo(desk, 5)));
    await desk.slack.command(RITA, '/unrecorded-line');
    const form = await desk.slack.modal(RITA);
    expect(wordsOf(form)).toContain('Transfer the caller to 01632 960999');
    expect(await storedIn(desk)).toHaveLength(1);
    const sent = await desk.slack.submit(RITA, form, {});
    expect(sent.kind === 'view' && wordsOf(sent.view)).toContain('Transfer the caller to 01632 960999');
    await desk.settled();
    expect(await storedIn(desk)).toEqual([]);
    expect(await receipt(desk)).toContain('the caller did not want to be recorded');
    expect(await notice(desk, PRIYA)).toContain('the caller did not want to be recorded');
  });

  it('says that the line’s number is not known when nobody has set it, and deletes all the same', async () => {
    desk = await startOrdersDesk();
    expect(await say(desk, RITA, '/unrecorded-line')).toContain('has not been told its number');
    expect(await say(desk, RITA, '/unrecorded-line', 'now')).toContain('has not been told its number');
    await deliver(desk, callOn('204', minutesAgo(desk, 1)));
    expect(await storedIn(desk)).toEqual([]);
    expect(await receipt(desk)).toContain('Deleted for good: 1 recording.');
  });
});
