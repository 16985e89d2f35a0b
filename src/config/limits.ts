import { z } from 'zod';
import { DEFAULT_LIMITS, type Limits } from '../features/practice/model/practice.ts';

/** A limit in whole numbers, with what stands when the file says nothing. */
function whole(limit: Exclude<keyof Limits, 'grantDays'>, [least, most]: readonly [number, number], what: string) {
  const mend = `Write a whole number from ${least} to ${most}`;
  return z.int(mend).min(least, mend).max(most, mend).default(DEFAULT_LIMITS[limit]).describe(what);
}

const GRANT_DAYS = 'Write whole numbers of days, from 1 to 30';

/** The numbers of the policy a practice may change. */
export const limitsSchema = z
  .strictObject({
    recordingsDays: whole('recordingsDays', [2, 30], 'Days a recording may be kept: at most 30 (policy 5.9)'),
    grantDays: z
      .array(z.int(GRANT_DAYS).min(1, GRANT_DAYS).max(30, GRANT_DAYS))
      .min(1, 'Name at least one length of time')
      .max(5, 'Name at most five lengths of time')
      .default([...DEFAULT_LIMITS.grantDays])
      .describe('Choices of how many days an approved clip may be heard, shortest first'),
    maxPartMinutes: whole('maxPartMinutes', [1, 240], 'Longest part of a call released at once, in minutes'),
    listenLinkMinutes: whole('listenLinkMinutes', [1, 60], 'Minutes a listen link waits to be opened'),
    listenSessionMinutes: whole('listenSessionMinutes', [1, 480], 'Minutes an opened clip page may be used'),
    remindAfterHours: whole('remindAfterHours', [1, 168], 'Hours before people who must decide are reminded'),
    escalateBeforeHours: whole(
      'escalateBeforeHours',
      [1, 240],
      'Hours before a recording’s deletion at which a waiting request is urgent',
    ),
    expireAfterDays: whole('expireAfterDays', [1, 30], 'Days after which a request nobody decided lapses'),
    requestsPerPersonPerDay: whole('requestsPerPersonPerDay', [1, 500], 'Requests one person may make in 24 hours'),
    orderMinutes: whole(
      'orderMinutes',
      [1, 60],
      'Minutes either side of a stated time in which calls are deleted for a card payment or an opt-out',
    ),
    deliveryHours: whole(
      'deliveryHours',
      [1, 720],
      'Hours in which the phone system may still deliver a recording: deletion orders wait as long for it',
    ),
    personalDataMonths: whole(
      'personalDataMonths',
      [1, 84],
      'Months after which texts, numbers and names of ended requests are erased',
    ),
  })
  .prefault({});
