import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PRIYA } from '../../../builders.ts';
import { NOISE, type SlackDesk, startSlackDesk } from '../../../support/slackDesk.ts';
import { buttonsOf, labelsOf, type SlackView, wordsOf } from '../../../support/slackShapes.ts';
import { buildWav } from '../../../support/wav.ts';

const WAV = buildWav({ ...NOISE, durationMs: 1_000 });

const two = (n: number): string => String(n).padStart(2, '0');

/** One every ten minutes from eight o'clock on. */
const CALLS = Array.from({ length: 48 }, (_, at) => ({
  name: `210/[Mrs Alder]_01632960123-210_20261123${two(8 + Math.floor(at / 6))}${two((at % 6) * 10)}00(${8_000 + at}).wav`,
  wav: WAV,
}));

describe('a search that finds 48 recordings, in Slack', () => {
  let desk: SlackDesk;

  beforeAll(async () => {
    desk = await startSlackDesk({ calls: CALLS });
  });
  afterAll(() => desk.stop());

  const press = async (view: SlackView, label: string): Promise<SlackView> => {
    const button = buttonsOf(view).find(({ text }) => text.text === label);
    await desk.slack.pressInView(PRIYA, view, button?.action_id ?? label);
    return desk.slack.redrawn(PRIYA, view);
  };

  it('is paged to its end in one modal, and searched again in it', async () => {
    await desk.slack.command(PRIYA, '/find-recordings');
    const sent = await desk.slack.submit(PRIYA, await desk.slack.modal(PRIYA), {
      reason: 'Subject access S-1',
      numbers: '01632 960123',
    });
    if (sent.kind !== 'view') throw new Error('Nothing was found');
    let page = sent.view;
    let pages = 1;
    const found = new Set<string>();
    for (;;) {
      for (const [time] of wordsOf(page).matchAll(/23 Nov 2026, \d\d:\d\d/g)) found.add(time);
      if (!labelsOf(page).includes('Next page')) break;
      page = await press(page, 'Next page');
      pages += 1;
    }
    expect(pages).toBeGreaterThan(3);
    expect(found.size).toBe(48);
    const again = await press(page, 'Search again');
    expect(again.callback_id).toBe('search');
    const views = desk.slack.proxy.calls.filter(({ method }) => method === 'views.push');
    expect(views).toEqual([]);
  });
});
