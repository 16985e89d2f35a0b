import { describe, expect, it } from 'vitest';
import {
  mintPageLink,
  openFault,
  openLink,
  pageFault,
  sessionFault,
} from '../../../../src/features/listening/model/oneTimeLink.ts';
import { addMinutes, addMs } from '../../../../src/kernel/time.ts';
import { buildPageLink, buildPerson, NOW, PRIYA } from '../../../builders.ts';

const LIMITS = { listenLinkMinutes: 5 };

const PAGE = { kind: 'redaction', requestId: 'R-1' } as const;

const dpo = buildPerson({ email: PRIYA, roles: ['dpo'] });

const standIn = buildPerson({ roles: ['dpo-delegate'] });

const director = buildPerson({ roles: ['director'] });

const session = { now: NOW, until: addMinutes(NOW, 120) };

const opened = buildPageLink({ opened: { at: NOW, browserHash: 'browser', until: addMinutes(NOW, 120) } });

describe('a link to a page of the desk', () => {
  it('is the DPO’s and the delegate’s, for five minutes', () => {
    for (const person of [dpo, standIn])
      expect(mintPageLink(PAGE, person, { id: 'pl', tokenHash: 't' }, LIMITS, NOW)).toMatchObject({
        ok: true,
        value: { mintedFor: person.email, openBy: addMinutes(NOW, 5), opened: null },
      });
    expect(mintPageLink(PAGE, director, { id: 'pl', tokenHash: 't' }, LIMITS, NOW)).toEqual({
      ok: false,
      error: 'not-the-dpo',
    });
  });

  it.each([
    [addMs(addMinutes(NOW, 5), -1), undefined],
    [addMinutes(NOW, 5), 'link-expired'],
  ])('at %s: %s', (at, fault) => {
    expect(openFault(buildPageLink(), pageFault(dpo, PAGE), at)).toBe(fault);
  });

  it('is used up by opening, and not opened by somebody who is the DPO no longer', () => {
    expect(openLink(buildPageLink(), pageFault(director, PAGE), 'b', session)).toEqual({
      ok: false,
      error: 'not-the-dpo',
    });
    const idempotencyKey = openLink(buildPageLink(), pageFault(dpo, PAGE), 'b', session);
    if (!idempotencyKey.ok) throw new Error(idempotencyKey.error);
    expect(idempotencyKey.value.opened).toEqual({ at: NOW, browserHash: 'b', until: addMinutes(NOW, 120) });
    expect(openLink(idempotencyKey.value, pageFault(dpo, PAGE), 'b', session)).toEqual({
      ok: false,
      error: 'link-used',
    });
  });

  it.each([
    [addMs(addMinutes(NOW, 120), -1), undefined],
    [addMinutes(NOW, 120), 'link-expired'],
  ])('may be used at %s: %s', (at, fault) => {
    expect(sessionFault(opened, pageFault(dpo, PAGE), 'browser', at)).toBe(fault);
  });

  it('is for the browser that opened it and for a person who is still the DPO', () => {
    expect(sessionFault(opened, pageFault(dpo, PAGE), 'another', NOW)).toBe('other-browser');
    expect(sessionFault(opened, pageFault(director, PAGE), 'browser', NOW)).toBe('not-the-dpo');
    expect(sessionFault(buildPageLink(), pageFault(dpo, PAGE), 'browser', NOW)).toBe('link-unknown');
  });
});
