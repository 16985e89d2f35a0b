import { describe, expect, it } from 'vitest';
import {
  type ClipLink,
  clipFault,
  mintClipLink,
  openFault,
  openLink,
  sessionEnd,
  sessionFault,
} from '../../../../src/features/listening/model/oneTimeLink.ts';
import { type Grant, isAlive } from '../../../../src/features/requests/model/grant.ts';
import { addMinutes, addMs, type Instant } from '../../../../src/kernel/time.ts';
import { buildGrant, buildLink, NOW, RITA, TOM } from '../../../builders.ts';

const LIMITS = { listenLinkMinutes: 5, listenSessionMinutes: 120 };

const ids = { id: 'l-1', tokenHash: 'token' };

const grant = buildGrant();

const opened = (minutes = 120) =>
  buildLink({ opened: { at: NOW, browserHash: 'browser', until: addMinutes(NOW, minutes) } });

/** Opens a link of a grant as the act does. */
const open = (link: ClipLink, from: Grant) =>
  openLink(link, clipFault(from, NOW), 'browser', { now: NOW, until: sessionEnd(NOW, LIMITS, from.until) });

const playbackFault = (link: ClipLink, from: Grant, browser: string, at: Instant) =>
  sessionFault(link, clipFault(from, at), browser, at);

const later = addMinutes(NOW, 6);

const ended = ['ended', 'revoked'] as const;

const notYet = ['cutting', 'failed'] as const;

describe('minting a link', () => {
  it('gives the holder five minutes to open it', () => {
    expect(mintClipLink(grant, RITA, ids, LIMITS, NOW)).toMatchObject({
      ok: true,
      value: { mintedFor: RITA, openBy: addMinutes(NOW, 5), opened: null, playedAt: null },
    });
  });

  it('gives no more time than the grant has', () => {
    const short = buildGrant({ until: addMinutes(NOW, 2) });
    expect(mintClipLink(short, RITA, ids, LIMITS, NOW)).toMatchObject({ value: { openBy: addMinutes(NOW, 2) } });
  });

  it('is the holder’s alone', () => {
    expect(mintClipLink(grant, TOM, ids, LIMITS, NOW)).toEqual({ ok: false, error: 'not-the-requester' });
  });

  it.each(ended)('is refused once access is %s', (state) => {
    expect(mintClipLink(buildGrant({ state }), RITA, ids, LIMITS, NOW)).toEqual({ ok: false, error: 'access-ended' });
  });

  it.each(notYet)('is refused while the clip is %s', (state) => {
    expect(mintClipLink(buildGrant({ state }), RITA, ids, LIMITS, NOW)).toEqual({ ok: false, error: 'clip-not-ready' });
  });
});

describe('a fresh link', () => {
  it.each([
    [addMs(addMinutes(NOW, 5), -1), undefined],
    [addMinutes(NOW, 5), 'link-expired'],
  ])('at %s: %s', (at, fault) => {
    expect(openFault(buildLink(), clipFault(grant, at), at)).toBe(fault);
  });

  it('says that access has ended rather than that the link ran out', () => {
    expect(openFault(buildLink(), clipFault(buildGrant({ state: 'revoked' }), later), later)).toBe('access-ended');
  });

  it('is used up by opening, and belongs to that browser', () => {
    const idempotencyKey = open(buildLink(), grant);
    if (!idempotencyKey.ok) throw new Error(idempotencyKey.error);
    expect(idempotencyKey.value.opened).toEqual({ at: NOW, browserHash: 'browser', until: addMinutes(NOW, 120) });
    expect(open(idempotencyKey.value, grant)).toEqual({ ok: false, error: 'link-used' });
  });

  it('gives no longer a playback than the grant', () => {
    const short = buildGrant({ until: addMinutes(NOW, 10) });
    const idempotencyKey = open(buildLink(), short);
    expect(idempotencyKey).toMatchObject({ value: { opened: { until: addMinutes(NOW, 10) } } });
  });
});

describe('playing', () => {
  it.each([
    [addMs(addMinutes(NOW, 120), -1), undefined],
    [addMinutes(NOW, 120), 'link-expired'],
  ])('at %s of a playback of two hours: %s', (at, fault) => {
    expect(playbackFault(opened(), grant, 'browser', at)).toBe(fault);
  });

  it('is not for another browser, nor before the button was pressed', () => {
    expect(playbackFault(opened(), grant, 'another', NOW)).toBe('other-browser');
    expect(playbackFault(buildLink(), grant, 'browser', NOW)).toBe('link-unknown');
  });

  it.each(ended)('stops at once when access is %s', (state) => {
    expect(playbackFault(opened(), buildGrant({ state }), 'browser', NOW)).toBe('access-ended');
  });

  it('stops at the grant’s end, which itself is outside', () => {
    expect(isAlive(grant, addMs(grant.until, -1))).toBe(true);
    expect(isAlive(grant, grant.until)).toBe(false);
    expect(playbackFault(opened(10_000), grant, 'browser', grant.until)).toBe('access-ended');
  });
});
