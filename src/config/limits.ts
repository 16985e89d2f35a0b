import { z } from 'zod';
import { DEFAULT_LIMITS } from '../features/practice/model/practice.ts';

const whole = (least: number, most: number, what: string, usual: number) =>
  z
    .int(`Write a whole number from ${least} to ${most}`)
    .min(least, `Write a whole number from ${least} to ${most}`)
    .max(most, `Write a whole number from ${least} to ${most}`)
    .default(usual)
    .meta({ description: what });

const GRANT_DAYS = 'Write whole numbers of days, from 1 to 30';

/** The numbers of the policy a practice may change. */
export const limitsSchema = z
  .strictObject({
    recordingsDays: whole(
      2,
      30,
      'Days a recording may be kept: at most 30 (policy 5.9)',
      DEFAULT_LIMITS.recordingsDays,
    ),
    grantDays: z
      .array(z.int(GRANT_DAYS).min(1, GRANT_DAYS).max(30, GRANT_DAYS))
      .min(1, 'Name at least one length of time')
      .max(5, 'Name at most five lengths of time')
      .default([...DEFAULT_LIMITS.grantDays])
      .meta({ description: 'Choices of how many days an approved clip may be heard, shortest first' }),
    maxPartMinutes: whole(1, 240, 'Longest part of a call released at once, in minutes', DEFAULT_LIMITS.maxPartMinutes),
    listenLinkMinutes: whole(1, 60, 'Minutes a listen link waits to be opened', DEFAULT_LIMITS.listenLinkMinutes),
    listenSessionMinutes: whole(1, 480, 'Minutes an opened clip page may be used', DEFAULT_LIMITS.listenSessionMinutes),
    remindAfterHours: whole(
      1,
      168,
      'Hours before people who must decide are reminded',
      DEFAULT_LIMITS.remindAfterHours,
    ),
    escalateBeforeHours: whole(
      1,
      240,
      'Hours before a recording’s deletion at which a waiting request is urgent',
      DEFAULT_LIMITS.escalateBeforeHours,
    ),
    expireAfterDays: whole(1, 30, 'Days after which a request nobody decided lapses', DEFAULT_LIMITS.expireAfterDays),
    requestsPerPersonPerDay: whole(
      1,
      500,
      'Requests one person may make in 24 hours',
      DEFAULT_LIMITS.requestsPerPersonPerDay,
    ),
    orderMinutes: whole(
      1,
      60,
      'Minutes either side of a stated time in which calls are deleted for a card payment or an opt-out',
      DEFAULT_LIMITS.orderMinutes,
    ),
    deliveryHours: whole(
      1,
      720,
      'Hours in which the phone system may still deliver a recording: deletion orders wait as long for it',
      DEFAULT_LIMITS.deliveryHours,
    ),
    personalDataMonths: whole(
      1,
      84,
      'Months after which texts, numbers and names of ended requests are erased',
      DEFAULT_LIMITS.personalDataMonths,
    ),
  })
  .prefault({});
