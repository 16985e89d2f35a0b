import { describe, expect, it } from 'vitest';
import { isStaff, nameFromEmail, personOf, rolesOf } from '../../../../src/features/people/model/person.ts';
import { toInstant } from '../../../../src/kernel/time.ts';
import { buildPractice, DANA, NOW, PRIYA, RITA, STRANGER, TOM } from '../../../builders.ts';

const { directory } = buildPractice({
  roles: {
    directors: [DANA],
    dpo: [PRIYA],
    dpoDelegates: [{ email: TOM, from: '2026-07-01', until: '2026-07-14' }],
    managers: [DANA],
  },
});

describe('roles', () => {
  it('are those of the practice file, at this moment', () => {
    expect(rolesOf(directory, DANA, NOW)).toEqual(['director', 'manager']);
    expect(rolesOf(directory, RITA, NOW)).toEqual([]);
  });

  // The practice's clock is an hour ahead of UTC in July.
  it.each([
    ['2026-06-30T22:59:59.999Z', []],
    ['2026-06-30T23:00:00Z', ['dpo-delegate']],
    ['2026-07-14T22:59:59.999Z', ['dpo-delegate']],
    ['2026-07-14T23:00:00Z', []],
  ])('of a delegate run from the first day to the end of the last: %s', (at, roles) => {
    expect(rolesOf(directory, TOM, toInstant(at))).toEqual(roles);
  });
});

describe('staff', () => {
  it('are people of the practice’s domains, and those it names', () => {
    const named = { ...directory, managers: [STRANGER] };
    expect([isStaff(directory, RITA), isStaff(directory, STRANGER), isStaff(named, STRANGER)]).toEqual([
      true,
      false,
      true,
    ]);
  });

  it.each(['x@notexample.com', 'x@example.com.elsewhere.test', 'example.com@elsewhere.test'])('not %s', (email) => {
    expect(isStaff(directory, email)).toBe(false);
  });
});

describe('names', () => {
  it('are the practice’s, or else the account’s with its address, or else what the address reads as', () => {
    expect(personOf(directory, RITA, NOW, 'ritz').name).toBe('Rita Reed');
    expect(personOf(directory, 'jo.hill@example.com', NOW, 'Jo H').name).toBe('Jo H (jo.hill@example.com)');
    expect(personOf(directory, 'jo.hill@example.com', NOW).name).toBe('Jo Hill');
    expect(nameFromEmail('ann-marie_hill@example.com')).toBe('Ann Marie Hill');
  });
});
