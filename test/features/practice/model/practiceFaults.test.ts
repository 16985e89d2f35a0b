import { describe, expect, it } from 'vitest';
import { practiceFaults } from '../../../../src/features/practice/model/practiceFaults.ts';
import { buildPractice, DANA, DAVID, PRIYA } from '../../../builders.ts';

const withRoles = (roles: object, rest: object = {}) =>
  practiceFaults(buildPractice({ roles: { businessManagers: [], managers: [], ...roles }, ...rest }));

describe('purposes nobody can ever agree to', () => {
  it('are none in a practice with a director and another DPO', () => {
    expect(withRoles({ directors: [DANA], dpo: [PRIYA] })).toEqual([]);
  });

  it('are those with two approval slots where one person is the only director and the DPO', () => {
    const faults = withRoles({ directors: [DANA], dpo: [DANA] });
    expect(faults).toHaveLength(5);
    for (const fault of faults)
      expect(fault).toMatch(/^Nobody can ever agree to “.+” \(policy [^)]+\): .+Name another director.*\.$/);
  });

  it('are none again once a delegate is named', () => {
    const dpoDelegates = [{ email: DAVID, from: '2026-11-01', until: '2026-11-30' }];
    expect(withRoles({ directors: [DANA], dpo: [DANA], dpoDelegates })).toEqual([]);
  });

  it('are those that ask more of the DPO than there are', () => {
    const faults = withRoles(
      { directors: [DANA, DAVID], dpo: [PRIYA] },
      { purposes: { legal: { seats: ['dpo', 'dpo'] } } },
    );
    expect(faults).toEqual([expect.stringMatching(/“Legal enquiry”.*2 agreements of the DPO/)]);
  });
});
