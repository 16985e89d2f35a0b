import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CardView } from '../../../src/chat/cards.ts';
import { renderCard } from '../../../src/chat/cards.ts';
import { chartOn, toMessage } from '../../../src/chat/slack/blocks.ts';
import { SLACK_LIMITS } from '../../../src/chat/slack/limits.ts';
import { withinTeamsLimits } from '../../../src/chat/teams/limits.ts';
import type { RetentionReport } from '../../../src/features/retention/model/reports.ts';
import { toInstant } from '../../../src/kernel/time.ts';
import type { AdaptiveCard, BarChart } from '../../../src/platform/cards/adaptiveCard.ts';
import { plainText } from '../../../src/platform/cards/literalText.ts';
import { REPORT_VIEWS, retentionReportOf } from '../../cards/sampleReports.ts';
import { NOW, ZONE } from '../../cards/sampleRequests.ts';

const retention = (changes: Partial<RetentionReport> = {}): AdaptiveCard =>
  renderCard({ kind: 'retention-report', report: retentionReportOf(changes) });

const wordsOf = (card: AdaptiveCard): string => plainText(JSON.stringify(card.body)).replaceAll('\\', '');

const chartOf = (card: AdaptiveCard): BarChart => {
  const chart = chartOn(card);
  if (!chart) throw new Error('no chart');
  return chart;
};

const sample = (name: string): string => {
  const view = REPORT_VIEWS[name];
  if (!view) throw new Error(`no sample ${name}`);
  return wordsOf(renderCard(view));
};

describe('the report on what was deleted', () => {
  it('is green when there is no alarm, and red when there is one, with the alarms above all else', () => {
    expect(retention().body[0]).toMatchObject({ style: 'good' });
    const red = retention({ alarms: ['First alarm.', 'Second alarm.'] });
    expect(red.body[0]).toMatchObject({ style: 'attention' });
    expect(red.body.slice(1, 3)).toMatchObject([
      { text: 'First alarm.', color: 'Attention' },
      { text: 'Second alarm.', color: 'Attention' },
    ]);
    expect(red.speak).toContain('2 things to put right');
  });

  it('says by reason how many, how long, how much; and what is left', () => {
    const words = wordsOf(retention({ failed: 1, unread: 2 }));
    expect(words).toContain('41 recordings, 2 h 13 min of audio, 64 MB');
    expect(words).toContain('1 recording, 4 min of audio, 2 MB');
    expect(words).toContain('"Not deleted yet","value":"1 recording"');
    expect(words).toContain('"Unreadable files","value":"2 files"');
    expect(words).toContain('Sat 24 Oct 2026, 09:12, 29 days old');
    expect(words).toContain('"Next deletion","value":"Tue 24 Nov 2026, 02:30"');
    expect(wordsOf(retention({ lastRun: null }))).toContain('none has ended well yet');
  });

  it('carries the whole end of the audit chain, and twelve digits of it beside a checkpoint', () => {
    const { chainHead } = retentionReportOf();
    expect(wordsOf(retention({ checkpoint: null }))).toContain(`entry ${chainHead.seq}, ${chainHead.hash}`);
    expect(wordsOf(retention())).toContain(`entry ${chainHead.seq}, ${chainHead.hash.slice(0, 12)}…`);
  });

  it('puts every recording into one bar, and what is at the limit or past it into the last, which alone is red', () => {
    fc.assert(
      fc.property(
        fc
          .integer({ min: 1, max: 30 })
          .chain((days) =>
            fc.record({
              recordingsDays: fc.constant(days),
              ages: fc.array(fc.nat(400), { minLength: days + 1, maxLength: days + 1 }),
            }),
          ),
        ({ recordingsDays, ages }) => {
          fc.pre(ages.some((count) => count > 0));
          const { data, fallback } = chartOf(retention({ recordingsDays, ages }));
          expect(data.reduce((sum, { y }) => sum + y, 0)).toBe(ages.reduce((sum, count) => sum + count, 0));
          expect(data.at(-1)).toEqual({ x: `${recordingsDays}+`, y: ages.at(-1), color: 'attention' });
          expect(data.slice(0, -1).every(({ color }) => color === 'categoricalBlue')).toBe(true);
          expect(new Set(data.map(({ x }) => x)).size).toBe(data.length);
          expect(data.length).toBeLessThanOrEqual(7);
          for (const { y } of data.slice(0, -1)) expect(fallback.text).toContain(`: ${y}`);
        },
      ),
    );
  });

  it('has no chart of nothing', () => {
    expect(chartOn(retention({ ages: Array.from({ length: 31 }, () => 0) }))).toBeUndefined();
  });

  it('shows the chart on Slack in words, or as a picture that Slack has', () => {
    const card = retention();
    const inWords = chartOf(card).fallback.text;
    expect(JSON.stringify(toMessage(card).blocks)).toContain(inWords);
    const { blocks } = toMessage(card, 'F0123456789');
    expect(blocks.find(({ type }) => type === 'image')).toMatchObject({
      slack_file: { id: 'F0123456789' },
      alt_text: inWords,
    });
    expect(blocks).toHaveLength(toMessage(card).blocks.length);
  });
});

describe('the report on who asked', () => {
  it('says what became of each purpose, and names those nobody asked for in one line', () => {
    expect(sample('access-report.busy')).toContain('7 asked: 4 released, 1 denied, 1 lapsed and 1 waiting');
    expect(sample('access-report.busy')).toContain('Not asked for: Staff performance; Regulatory investigation');
  });

  it('says how long deciding took, who asked unusually often, what was refused and what was ordered deleted', () => {
    const words = sample('access-report.busy');
    expect(words).toContain('8: half of them within 3 h 19 min, the slowest after 2 days 5 h');
    expect(words).toContain('"Tom Reed","value":"9 requests; 2 is usual"');
    expect(words).toContain('"Approving one’s own request","value":"2"');
    expect(words).toContain('2 because of card details and 1 because the caller did not want to be recorded');
  });

  it('is short after a quiet week', () => {
    const words = sample('access-report.quiet');
    expect(words).toContain('Nobody asked to hear a recording.');
    expect(words).not.toMatch(/By purpose|unusually|refused/);
  });
});

describe('files the desk cannot read', () => {
  const NAMES = [
    '<!channel> *x*.wav',
    '[a](http://x.example).wav',
    '${total}{{DATE(2026,SHORT)}}.mp3',
    'x'.repeat(1024),
  ];
  const view: CardView = {
    kind: 'unread-files',
    total: 14,
    zone: ZONE,
    files: NAMES.map((name) => ({
      name,
      storedAt: NOW,
      goesAt: toInstant('2026-12-22T02:30:00Z'),
      why: `Not understood of it: “${name}”.`,
    })),
  };
  const runs = renderCard(view).body.flatMap((element) =>
    element.type === 'Container'
      ? element.items.flatMap((item) =>
          item.type === 'RichTextBlock'
            ? item.inlines.flatMap(({ text, weight }) => (weight === 'Bolder' ? [text] : []))
            : [],
        )
      : [],
  );

  it('shows their names as they are, where no host reads markup', () => {
    expect(runs.slice(0, 3).map((text) => text.replaceAll('\u2060', ''))).toEqual(NAMES.slice(0, 3));
    expect(runs[3]?.length).toBeLessThanOrEqual(200);
    expect(JSON.stringify(toMessage(renderCard(view)).blocks)).not.toContain('mrkdwn');
  });

  it('says when each goes, how many are not listed, and what to do', () => {
    const words = wordsOf(renderCard(view));
    expect(words).toContain('Will be deleted Tue 22 Dec 2026, 02:30.');
    expect(words).toContain('And 10 more.');
    expect(words).toContain('Add metadata');
  });

  it('fits both platforms with ten names as long as names may be', () => {
    const long = {
      ...view,
      files: Array.from({ length: 20 }, () => ({
        name: 'ä'.repeat(1024),
        storedAt: NOW,
        goesAt: NOW,
        why: 'ä'.repeat(1024),
      })),
    };
    const card = renderCard(long);
    expect(withinTeamsLimits(card)).toBe(card);
    expect(toMessage(card).blocks.length).toBeLessThanOrEqual(SLACK_LIMITS.messageBlocks);
  });
});

it('says of each trap what is wrong and what to do, and when there is none, that it is put right', () => {
  expect(sample('storage-alarm.two')).toMatch(/soft delete is on.*What to do: Azure portal/);
  expect(sample('storage-alarm.two')).toContain('2 things to put right');
  expect(sample('storage-alarm.mended')).toContain('Put right');
});
