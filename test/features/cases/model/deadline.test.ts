import { describe, expect, it } from 'vitest';
import type { CaseRecord } from '../../../../src/features/cases/model/case.ts';
import { type ClockReading, readClock } from '../../../../src/features/cases/model/deadline.ts';
import { HOLIDAY_REGIONS, type HolidayRegion, type PlainDate, toInstant } from '../../../../src/kernel/time.ts';
import { createWorkingDays } from '../../../../src/platform/workingDays.ts';
import {
  answerCame,
  answered,
  asked,
  identityShown,
  paused,
  receivedOn,
  refusedWhole,
  toldOfExtension,
} from '../../../support/subjectAccess.ts';

const ZONE = 'Europe/London';

const CALENDARS = Object.fromEntries(HOLIDAY_REGIONS.map((region) => [region, createWorkingDays(region)])) as Record<
  HolidayRegion,
  (date: PlainDate) => boolean
>;

function read(caseRecord: CaseRecord, today: PlainDate, region: HolidayRegion = 'england-and-wales'): ClockReading {
  const reading = readClock(caseRecord, { today, zone: ZONE, isWorkingDay: CALENDARS[region] });
  if (reading === null) throw new Error('A subject access request has a clock');
  return reading;
}

const dueOf = (day: PlainDate, region?: HolidayRegion): PlainDate => read(receivedOn(day), day, region).due;

describe('the legal clock of a subject access request (UK GDPR Art. 12, 12A)', () => {
  it.each([
    ['the ICO’s New Year’s Day', '2024-01-01', '2024-02-01'],
    ['New Year’s Day, a month before a Saturday', '2025-01-01', '2025-02-03'],
    ['New Year’s Day, a month before a Sunday', '2026-01-01', '2026-02-02'],
    ['New Year’s Day, a month before a Monday', '2027-01-01', '2027-02-01'],
    ['the ICO’s 25 November', '2024-11-25', '2024-12-27'],
    ['a month before Christmas 2027, on a Saturday', '2027-11-25', '2027-12-29'],
    ['a month before Boxing Day', '2028-11-26', '2028-12-27'],
    ['31 January of a leap year', '2024-01-31', '2024-02-29'],
    ['29 January of a leap year', '2024-01-29', '2024-02-29'],
    ['31 January of another year', '2025-01-31', '2025-02-28'],
    ['29 January of another year', '2025-01-29', '2025-02-28'],
    ['31 January, the last of February a Saturday', '2026-01-31', '2026-03-02'],
    ['31 January, the last of February a Sunday', '2027-01-31', '2027-03-01'],
    ['29 February', '2028-02-29', '2028-03-29'],
    ['28 February', '2025-02-28', '2025-03-28'],
    ['31 August', '2026-08-31', '2026-09-30'],
    ['a month before Good Friday', '2026-03-03', '2026-04-07'],
    ['a month before Easter Monday', '2025-03-21', '2025-04-22'],
    ['the first of December', '2025-12-01', '2026-01-02'],
    ['a Saturday', '2026-05-02', '2026-06-02'],
  ])('counts from the day it came, whatever day it is: %s, %s, until %s', (_, day, due) => {
    expect(dueOf(day)).toBe(due);
  });

  it.each<[string, PlainDate, Record<HolidayRegion, PlainDate>]>([
    [
      'Scotland’s 2 January',
      '2025-12-02',
      { 'england-and-wales': '2026-01-02', scotland: '2026-01-05', 'northern-ireland': '2026-01-02' },
    ],
    [
      'Saint Andrew’s Day',
      '2026-10-30',
      { 'england-and-wales': '2026-11-30', scotland: '2026-12-01', 'northern-ireland': '2026-11-30' },
    ],
    [
      'Easter Monday, which is none in Scotland',
      '2026-03-06',
      { 'england-and-wales': '2026-04-07', scotland: '2026-04-06', 'northern-ireland': '2026-04-07' },
    ],
    [
      'Saint Patrick’s Day',
      '2026-02-17',
      { 'england-and-wales': '2026-03-17', scotland: '2026-03-17', 'northern-ireland': '2026-03-18' },
    ],
    [
      '12 July, a Sunday, kept on the Monday',
      '2026-06-12',
      { 'england-and-wales': '2026-07-13', scotland: '2026-07-13', 'northern-ireland': '2026-07-14' },
    ],
    [
      '12 July, a Wednesday',
      '2028-06-12',
      { 'england-and-wales': '2028-07-12', scotland: '2028-07-12', 'northern-ireland': '2028-07-13' },
    ],
    [
      'the summer bank holidays, three weeks apart',
      '2026-07-03',
      { 'england-and-wales': '2026-08-03', scotland: '2026-08-04', 'northern-ireland': '2026-08-03' },
    ],
  ])('keeps the holidays of the region: %s', (_, day, due) => {
    expect(Object.fromEntries(HOLIDAY_REGIONS.map((region) => [region, dueOf(day, region)]))).toEqual(due);
  });

  it('gives a police request none', () => {
    const police = { ...receivedOn('2026-11-02'), kind: 'police' } as const;
    expect(readClock(police, { today: '2026-11-02', zone: ZONE, isWorkingDay: CALENDARS.scotland })).toBeNull();
  });
});

describe('identity and authority', () => {
  it('set the start where they were asked for, be it a Sunday', () => {
    expect(read(receivedOn('2026-11-02', identityShown('2026-11-08')), '2026-11-09')).toMatchObject({
      start: '2026-11-08',
      startedBy: 'identity',
      due: '2026-12-08',
      dueByStatute: '2026-12-08',
    });
  });

  it.each([
    ['was never in question', identityShown('2026-11-08', false)],
    ['was shown on the day itself', identityShown('2026-11-02')],
    ['had been shown before', identityShown('2026-10-30')],
  ])('leave the day of receipt where it %s', (_, step) => {
    expect(read(receivedOn('2026-11-02', step), '2026-11-09')).toMatchObject({
      start: '2026-11-02',
      startedBy: 'receipt',
      due: '2026-12-02',
    });
  });

  it('count from the later where both were asked for, whichever was written down last', () => {
    const both = [identityShown('2026-11-08'), identityShown('2026-11-05')];
    expect(read(receivedOn('2026-11-02', ...both), '2026-11-09').start).toBe('2026-11-08');
  });
});

describe('a pause for clarification', () => {
  it.each([
    // ICO: the clock stops on the day of asking and starts again on that of the answer. The statute leaves
    // out both.
    ['five days', ['2026-03-10', '2026-03-15'], '2026-04-07', '2026-04-08'],
    ['one night', ['2026-03-10', '2026-03-11'], '2026-04-07', '2026-04-07'],
    ['within a day', ['2026-03-10', '2026-03-10'], '2026-04-02', '2026-04-07'],
    ['from the very first day', ['2026-03-02', '2026-03-09'], '2026-04-09', '2026-04-10'],
    ['from the very last day', ['2026-04-02', '2026-04-09'], '2026-04-09', '2026-04-10'],
    ['over the end of the month', ['2026-03-30', '2026-04-20'], '2026-04-23', '2026-04-24'],
    ['begun before the start', ['2026-02-20', '2026-03-04'], '2026-04-07', '2026-04-07'],
    ['over before the start', ['2026-02-20', '2026-03-01'], '2026-04-02', '2026-04-02'],
    ['begun after the end', ['2026-04-03', '2026-04-09'], '2026-04-02', '2026-04-02'],
  ] as const)('%s: %s, until %s, by the statute %s', (_, [from, until], due, dueByStatute) => {
    const reading = read(receivedOn('2026-03-02', ...paused(from, until)), '2026-03-20');
    expect(reading).toMatchObject({ due, dueByStatute, pausedSince: null, pauses: [{ from, until }] });
  });

  it('moves nothing by itself where there was none', () => {
    expect(read(receivedOn('2026-03-02'), '2026-03-20')).toMatchObject({
      due: '2026-04-02',
      dueByStatute: '2026-04-02',
      pauses: [],
    });
  });

  it('adds up with others, and counts a day in two of them once', () => {
    const apart = [...paused('2026-03-04', '2026-03-06'), ...paused('2026-03-10', '2026-03-15')];
    const overlapping = [...paused('2026-03-04', '2026-03-12'), ...paused('2026-03-10', '2026-03-15')];
    const touching = [...paused('2026-03-04', '2026-03-10'), ...paused('2026-03-10', '2026-03-15')];
    const due = [apart, overlapping, touching].map((steps) => {
      const reading = read(receivedOn('2026-03-02', ...steps), '2026-03-20');
      return [reading.due, reading.dueByStatute];
    });
    expect(due).toEqual([
      ['2026-04-09', '2026-04-13'],
      ['2026-04-13', '2026-04-14'],
      ['2026-04-13', '2026-04-14'],
    ]);
  });

  it('that is still open is counted as if the answer came today', () => {
    const caseRecord = receivedOn('2026-03-02', asked('2026-03-10'));
    expect(read(caseRecord, '2026-03-10')).toMatchObject({ pausedSince: '2026-03-10', due: '2026-04-02' });
    expect(read(caseRecord, '2026-03-20')).toMatchObject({
      pausedSince: '2026-03-10',
      due: '2026-04-13',
      dueByStatute: '2026-04-13',
      isLate: false,
    });
    expect(read(caseRecord, '2026-06-10')).toMatchObject({ due: '2026-07-03', isLate: false });
  });

  it('is not begun once more by a second question, and ends with any answer', () => {
    const open = receivedOn('2026-03-02', asked('2026-03-10'), asked('2026-03-12'));
    expect(read(open, '2026-03-20').pausedSince).toBe('2026-03-10');
    const over = receivedOn('2026-03-02', asked('2026-03-10'), asked('2026-03-12'), answerCame('2026-03-15'));
    expect(read(over, '2026-03-20')).toMatchObject({ pausedSince: null, due: '2026-04-07' });
  });

  it('cannot be begun when the time is over', () => {
    expect(read(receivedOn('2026-03-02', asked('2026-04-08')), '2026-04-10')).toMatchObject({
      pausedSince: null,
      due: '2026-04-02',
      isLate: true,
    });
  });

  it('takes an answer without a question for nothing', () => {
    expect(read(receivedOn('2026-03-02', answerCame('2026-03-15')), '2026-03-20').due).toBe('2026-04-02');
  });
});

describe('an extension', () => {
  it('counts three months from the start', () => {
    expect(read(receivedOn('2026-01-31', toldOfExtension('2026-02-10')), '2026-02-11')).toMatchObject({
      isExtended: true,
      due: '2026-04-30',
      extensionNoticeBy: '2026-03-02',
    });
    expect(read(receivedOn('2026-11-30', toldOfExtension('2026-12-01')), '2026-12-02').due).toBe('2027-03-01');
  });

  it('must be told of within the first month, which pauses make longer', () => {
    const steps = paused('2026-03-10', '2026-03-15');
    expect(read(receivedOn('2026-03-02', ...steps), '2026-03-20').extensionNoticeBy).toBe('2026-04-07');
    const [inTime, late] = ['2026-04-07', '2026-04-08'].map((on) =>
      read(receivedOn('2026-03-02', ...steps, toldOfExtension(on)), '2026-04-09'),
    );
    expect(inTime).toMatchObject({ isExtended: true, due: '2026-06-08' });
    expect(late).toMatchObject({ isExtended: false, due: '2026-04-07', isLate: true });
  });

  it('is paused in its later months too, which move the notice’s last day no more', () => {
    const steps = [toldOfExtension('2026-03-20'), ...paused('2026-05-04', '2026-05-11')];
    expect(read(receivedOn('2026-03-02', ...steps), '2026-05-20')).toMatchObject({
      due: '2026-06-09',
      extensionNoticeBy: '2026-04-02',
    });
  });
});

describe('what is left', () => {
  it.each([
    ['2026-03-19', 14, false],
    ['2026-04-01', 1, false],
    ['2026-04-02', 0, false],
    ['2026-04-03', -1, true],
  ])('on %s: %s days', (today, daysLeft, isLate) => {
    expect(read(receivedOn('2026-03-02'), today)).toMatchObject({ daysLeft, isLate, stoppedOn: null });
  });

  it.each([
    ['answered', answered('2026-04-02')],
    ['refused as a whole', refusedWhole('2026-04-02')],
  ])('stands still once it is %s', (_, step) => {
    expect(read(receivedOn('2026-03-02', step), '2026-06-01')).toMatchObject({
      stoppedOn: '2026-04-02',
      daysLeft: 0,
      isLate: false,
    });
  });

  it('says when the answer was late', () => {
    expect(read(receivedOn('2026-03-02', answered('2026-04-08')), '2026-06-01')).toMatchObject({
      stoppedOn: '2026-04-08',
      isLate: true,
    });
  });

  it('goes on when only a part is refused', () => {
    expect(read(receivedOn('2026-03-02', refusedWhole('2026-03-20', true)), '2026-04-03')).toMatchObject({
      stoppedOn: null,
      isLate: true,
    });
  });

  it('ends with the local day on which the case is closed', () => {
    const caseRecord = receivedOn('2026-06-01', asked('2026-06-05'));
    const at = toInstant('2026-06-14T23:30:00Z');
    const closed = {
      ...caseRecord,
      steps: [...caseRecord.steps, { kind: 'closed', words: 'Withdrawn', at, by: 'desk' }],
    };
    expect(read(closed as CaseRecord, '2026-09-01')).toMatchObject({ stoppedOn: '2026-06-15', pausedSince: null });
  });
});
