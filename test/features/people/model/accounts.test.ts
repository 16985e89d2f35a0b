import { describe, expect, it } from 'vitest';
import { type AccountFacts, doubtOf, maySettle } from '../../../../src/features/people/model/accounts.ts';
import { personOf } from '../../../../src/features/people/model/person.ts';
import { BOB, buildAccount, buildPractice, DANA, DAVID, NOW, PRIYA, RITA } from '../../../builders.ts';

const { directory } = buildPractice();

const doubt = (facts: Partial<AccountFacts> & { readonly name?: string; readonly shownAs?: string }) => {
  const { name = 'Rita Reed', shownAs, ...rest } = facts;
  const user = { name, userId: `U-${RITA}`, ...(shownAs === undefined ? {} : { shownAs }) };
  return doubtOf({ user, email: RITA, known: undefined, other: undefined, directory, ...rest });
};

const mine = buildAccount(RITA);

describe('whether an account is believed', () => {
  it('believes the first on somebody’s address, and the same one again', () => {
    expect(doubt({})).toBeUndefined();
    expect(doubt({ known: mine, other: undefined })).toBeUndefined();
  });

  it('does not believe a second account on the address', () => {
    const other = buildAccount(RITA, { userId: 'U-other' });
    expect(doubt({ other })).toEqual({ heldFor: 'second-account', besides: null });
    expect(doubt({ known: { ...mine, state: 'former' }, other })?.heldFor).toBe('second-account');
  });

  it('does not believe an account whose address has become another person’s', () => {
    expect(doubt({ known: { ...mine, email: DANA } })).toEqual({ heldFor: 'changed-address', besides: DANA });
  });

  it.each([
    'Dana Drew',
    'dana  drew',
    'DANA DREW',
    'Dаnа Drеw', // Cyrillic letters
    'Dána Drew',
    'D\u200bana-Drew',
    '𝐃ana Drew',
    'Dana Ðrew',
    'Dana Drew.',
  ])('does not believe %j, which reads as a director’s name', (name) => {
    expect(doubt({ name })).toEqual({ heldFor: 'like-name', besides: DANA });
    expect(doubt({ shownAs: name })?.besides).toBe(DANA);
  });

  it.each(['Dana Drewitt', 'Tom Tate', 'Rita Reed', '', '!!!'])('believes %j, whose owner has no role', (name) => {
    expect(doubt({ name })).toBeUndefined();
  });

  it('asks again when a pinned account takes a director’s name, and not while it keeps one that was confirmed', () => {
    expect(doubt({ known: mine, other: undefined, name: 'Dana Drew' })?.heldFor).toBe('like-name');
    const confirmed = { ...mine, name: 'Dana Drew' };
    expect(doubt({ known: confirmed, name: 'Dana Drew' })).toBeUndefined();
  });
});

describe('who may say whose an account is', () => {
  const settlers = (account: ReturnType<typeof buildAccount>) =>
    [RITA, DANA, DAVID, PRIYA, BOB].filter((email) => maySettle(personOf(directory, email, NOW), account, directory));

  it.each([
    { what: 'anybody’s', account: mine, by: [PRIYA] },
    { what: 'a director’s', account: buildAccount(DANA), by: [PRIYA] },
    { what: 'the DPO’s own', account: buildAccount(PRIYA), by: [DANA, DAVID] },
    {
      what: 'one that was the DPO’s',
      account: buildAccount(RITA, { heldFor: 'changed-address', besides: PRIYA }),
      by: [DANA, DAVID],
    },
    {
      what: 'a director’s with the DPO’s former address',
      account: buildAccount(DANA, { heldFor: 'changed-address', besides: PRIYA }),
      by: [DAVID],
    },
    {
      what: 'one that shows the DPO’s name',
      account: buildAccount(RITA, { heldFor: 'like-name', besides: PRIYA }),
      by: [PRIYA],
    },
  ])('of $what account: $by', ({ account, by }) => {
    expect(settlers(account)).toEqual(by);
  });
});
