import { describe, expect, it } from 'vitest';
import {
  mintPage,
  openPageLink,
  pageFault,
  visitFault,
} from '../../../../src/features/releases/model/pageLink.ts';
import { addMinutes, addMs } from '../../../../src/kernel/time.ts';
import { buildPageLink, buildPerson, NOW, PRIYA } from '../../../builders.ts';

const LIMITS = { openMinutes: 5, sessionMinutes: 120 };

const PAGE = { kind: 'silencing', requestId: 'R-1' } as const;

const dpo = buildPerson({ email: PRIYA, roles: ['dpo'] });

const standIn = buildPerson({ roles: ['dpo-delegate'] });

const director = buildPerson({ roles: ['director'] });

const opened = buildPageLink({ opened: { at: NOW, browserHash: 'browser', until: addMinutes(NOW, 120) } });

describe('a link to a page of the desk', () => {
  it('is the DPO’s and the stand-in’s, for five minutes', () => {
    for (const person of [dpo, standIn])
      expect(mintPage(PAGE, person, { id: 'pl', tokenHash: 't' }, LIMITS, NOW)).toMatchObject({
        ok: true,
        value: { mintedFor: person.email, openBy: addMinutes(NOW, 5), opened: null },
      });
    expect(mintPage(PAGE, director, { id: 'pl', tokenHash: 't' }, LIMITS, NOW)).toEqual({
      ok: false,
      error: 'not-the-dpo',
    });
  });

  it.each([
    [addMs(addMinutes(NOW, 5), -1), undefined],
    [addMinutes(NOW, 5), 'link-expired'],
  ])('at %s: %s', (at, fault) => {
    expect(pageFault(buildPageLink(), dpo, at)).toBe(fault);
  });

  it('is used up by opening, and not opened by somebody who is the DPO no longer', () => {
    expect(openPageLink(buildPageLink(), director, 'b', LIMITS, NOW)).toEqual({
      ok: false,
      error: 'not-the-dpo',
    });
    const once = openPageLink(buildPageLink(), dpo, 'b', LIMITS, NOW);
    if (!once.ok) throw new Error(once.error);
    expect(once.value.opened).toEqual({ at: NOW, browserHash: 'b', until: addMinutes(NOW, 120) });
    expect(openPageLink(once.value, dpo, 'b', LIMITS, NOW)).toEqual({ ok: false, error: 'link-used' });
  });

  it.each([
    [addMs(addMinutes(NOW, 120), -1), undefined],
    [addMinutes(NOW, 120), 'link-expired'],
  ])('may be used at %s: %s', (at, fault) => {
    expect(visitFault(opened, dpo, 'browser', at)).toBe(fault);
  });

  it('is for the browser that opened it and for a person who is still the DPO', () => {
    expect(visitFault(opened, dpo, 'another', NOW)).toBe('other-browser');
    expect(visitFault(opened, director, 'browser', NOW)).toBe('not-the-dpo');
    expect(visitFault(buildPageLink(), dpo, 'browser', NOW)).toBe('link-unknown');
  });
});
