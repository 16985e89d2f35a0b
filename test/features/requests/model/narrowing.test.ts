import { expect, it } from 'vitest';
import type { CallDescription } from '../../../../src/features/recordings/model/callDescription.ts';
import { narrows } from '../../../../src/features/requests/model/form.ts';
import { buildAsk } from '../../../builders.ts';

const WHEN = {
  about: { kind: 'about', date: '2026-11-23', time: '15:10' },
  'three hours': { kind: 'hours', date: '2026-11-23', from: '14:00', to: '17:00' },
  'half a day': { kind: 'hours', date: '2026-11-23', from: '14:00', to: '17:01' },
  day: { kind: 'day', date: '2026-11-23' },
  range: { kind: 'range', from: '2026-11-20', to: '2026-11-23' },
} as const;

const NUMBER = {
  number: { kind: 'known', e164: '+441632960123' },
  internal: { kind: 'internal' },
  withheld: { kind: 'withheld' },
  '-': { kind: 'not-known' },
} as const;

/** Policy 5.3. Everything else is browsing. */
const ENOUGH = new Set([
  ...Object.keys(WHEN).flatMap((when) =>
    ['ext', '-'].flatMap((ext) => ['names', '-'].map((names) => `${when} ${ext} number ${names}`)),
  ),
  ...['about', 'three hours'].flatMap((when) => [
    ...['internal', 'withheld', '-'].flatMap((number) => [`${when} ext ${number} names`, `${when} ext ${number} -`]),
    ...['internal', 'withheld'].flatMap((number) => [`${when} - ${number} names`, `${when} - ${number} -`]),
    `${when} - - names`,
  ]),
  ...['day', 'half a day'].flatMap((when) => [
    ...['internal', 'withheld', '-'].map((number) => `${when} ext ${number} names`),
    `${when} ext internal -`,
    `${when} ext withheld -`,
  ]),
  // A name within half a day is one client's call.
  ...['internal', 'withheld', '-'].map((number) => `half a day - ${number} names`),
]);

const cases = (Object.keys(WHEN) as (keyof typeof WHEN)[]).flatMap((when) =>
  (['ext', '-'] as const).flatMap((ext) =>
    (Object.keys(NUMBER) as (keyof typeof NUMBER)[]).flatMap((number) =>
      (['names', '-'] as const).map((names) => [when, ext, number, names] as const),
    ),
  ),
);

it.each(cases)('%s, %s, %s, %s', (when, ext, number, names) => {
  const ask: CallDescription = buildAsk({
    when: WHEN[when],
    extension: ext === 'ext' ? { kind: 'known', extension: '204' } : { kind: 'not-known' },
    number: NUMBER[number],
    parties: names === 'names' ? { kind: 'known', names: 'Mrs Hill' } : { kind: 'not-known' },
  });
  expect(narrows(ask)).toBe(ENOUGH.has(`${when} ${ext} ${number} ${names}`));
});
