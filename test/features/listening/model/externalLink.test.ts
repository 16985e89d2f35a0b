import { describe, expect, it } from 'vitest';
import {
  beginPlayback,
  entryFault,
  externalLinkFault,
  externalPlaybackFault,
  giveLink,
  missed,
} from '../../../../src/features/listening/model/externalLink.ts';
import { parseExternalLinkForm } from '../../../../src/features/releases/model/externalLinkForm.ts';
import { addDays, addMinutes, addMs } from '../../../../src/kernel/time.ts';
import { buildExternalLink, buildGrant, buildLink, buildRedaction, NOW } from '../../../builders.ts';

const grant = buildGrant({ until: addDays(NOW, 20), redaction: buildRedaction() });

const secrets = { id: 'ol-1', tokenHash: 'token', passcode: { salt: 's', hash: 'aa' } };

const terms = { recipient: 'Mrs Alder', route: 'telephone', days: 10, playbacks: 3 } as const;

const give = (from = grant, days = 10) => giveLink(from, { ...terms, days }, secrets, 'Priya Patel', NOW);

describe('giving an external link', () => {
  it('gives the days and playbacks chosen, and five attempts', () => {
    expect(give()).toMatchObject({
      ok: true,
      value: { until: addDays(NOW, 10), playbacks: 3, playbacksLeft: 3, triesLeft: 5, end: null },
    });
  });

  it('gives no more days than the access has', () => {
    expect(give(grant, 20)).toMatchObject({ value: { until: addDays(NOW, 20) } });
    expect(give(grant, 21)).toMatchObject({ value: { until: addDays(NOW, 20) } });
  });

  it('is refused until the redaction has been saved', () => {
    expect(give({ ...grant, redaction: null })).toEqual({ ok: false, error: 'not-redacted-yet' });
  });

  it('is refused once access has ended, and before there is a clip', () => {
    expect(give({ ...grant, state: 'revoked' })).toEqual({ ok: false, error: 'access-ended' });
    expect(give({ ...grant, until: NOW })).toEqual({ ok: false, error: 'access-ended' });
    expect(give({ ...grant, state: 'cutting' })).toEqual({ ok: false, error: 'clip-not-ready' });
  });
});

describe('wrong passcodes', () => {
  it('count down, and the fifth locks the link for good', () => {
    let link = buildExternalLink();
    for (const left of [4, 3, 2, 1]) {
      link = missed(link, NOW);
      expect(link).toMatchObject({ triesLeft: left, end: null });
      expect(entryFault(link, grant, NOW)).toBeUndefined();
    }
    link = missed(link, NOW);
    expect(link).toMatchObject({ triesLeft: 0, end: { at: NOW, why: 'locked' } });
    expect(entryFault(link, grant, NOW)).toBe('external-link-locked');
    expect(missed(link, NOW).triesLeft).toBe(0);
  });
});

describe('an external link', () => {
  const link = buildExternalLink();
  it.each([
    [addMs(link.until, -1), undefined],
    [link.until, 'external-link-ended'],
  ])('at %s: %s', (at, fault) => {
    expect(externalLinkFault(link, grant, at)).toBe(fault);
  });

  it('ends with the access it comes from, and when the DPO ends it', () => {
    expect(externalLinkFault(link, { ...grant, state: 'revoked' }, NOW)).toBe('external-link-ended');
    expect(externalLinkFault(link, { ...grant, until: NOW }, NOW)).toBe('external-link-ended');
    expect(externalLinkFault({ ...link, end: { at: NOW, why: 'ended' } }, grant, NOW)).toBe('external-link-ended');
  });

  it('takes no passcode once its playbacks are used up, but lets the last one be heard', () => {
    const last = buildExternalLink({ playbacksLeft: 1 });
    expect(entryFault(last, grant, NOW)).toBeUndefined();
    const begun = beginPlayback(
      last,
      grant,
      { id: 'l', tokenHash: 't', browserHash: 'b' },
      { listenSessionMinutes: 120 },
      NOW,
    );
    expect(begun.link.playbacksLeft).toBe(0);
    expect(entryFault(begun.link, grant, NOW)).toBe('no-playbacks-left');
    expect(externalPlaybackFault(begun.playback, begun.link, grant, 'b', NOW)).toBeUndefined();
  });
});

describe('a playback by an external link', () => {
  const begin = (link = buildExternalLink(), from = grant) =>
    beginPlayback(link, from, { id: 'l', tokenHash: 't', browserHash: 'b' }, { listenSessionMinutes: 120 }, NOW)
      .playback;

  it('is opened already, for this browser, for two hours, and nobody’s of the practice', () => {
    expect(begin()).toMatchObject({
      outside: expect.any(String),
      mintedFor: '',
      opened: { browserHash: 'b', until: addMinutes(NOW, 120) },
      playedAt: null,
    });
  });

  it('is no longer than the link nor than the access', () => {
    const soon = addMinutes(NOW, 30);
    expect(begin(buildExternalLink({ until: soon })).opened?.until).toBe(soon);
    expect(begin(buildExternalLink(), { ...grant, until: soon }).opened?.until).toBe(soon);
  });

  it.each([
    [addMs(addMinutes(NOW, 120), -1), undefined],
    [addMinutes(NOW, 120), 'external-playback-over'],
  ])('at %s: %s', (at, fault) => {
    expect(externalPlaybackFault(begin(), buildExternalLink(), grant, 'b', at)).toBe(fault);
  });

  it('stops when its link is ended, locked or forgotten, and is for no other browser', () => {
    const ended = buildExternalLink({ end: { at: NOW, why: 'ended' } });
    const locked = buildExternalLink({ end: { at: NOW, why: 'locked' } });
    expect(externalPlaybackFault(begin(), ended, grant, 'b', NOW)).toBe('external-link-ended');
    expect(externalPlaybackFault(begin(), locked, grant, 'b', NOW)).toBe('external-link-locked');
    expect(externalPlaybackFault(begin(), undefined, grant, 'b', NOW)).toBe('external-link-ended');
    expect(externalPlaybackFault(begin(), buildExternalLink(), grant, 'c', NOW)).toBe('external-other-browser');
    expect(externalPlaybackFault(buildLink({ outside: 'ol' }), buildExternalLink(), grant, 'b', NOW)).toBe(
      'external-other-browser',
    );
  });
});

describe('the form of an external link', () => {
  const values = { recipient: ' Mrs Alder ', route: 'telephone', days: '10', playbacks: '3' };
  it('is read', () => {
    expect(parseExternalLinkForm(values)).toEqual({ ok: true, value: terms });
  });

  it.each([
    ['days', '1', true],
    ['days', '30', true],
    ['days', '0', false],
    ['days', '31', false],
    ['days', '2.5', false],
    ['days', '', false],
    ['playbacks', '1', true],
    ['playbacks', '10', true],
    ['playbacks', '0', false],
    ['playbacks', '11', false],
  ])('%s of “%s” is taken: %s', (field, value, ok) => {
    const parsed = parseExternalLinkForm({ ...values, [field]: value });
    expect(parsed.ok).toBe(ok);
    if (!parsed.ok) expect(parsed.error).toEqual({ [field]: `${field}-out-of-range` });
  });

  it('says what is wrong with each input at once', () => {
    expect(parseExternalLinkForm({})).toEqual({
      ok: false,
      error: {
        recipient: 'missing',
        route: 'no-route',
        days: 'days-out-of-range',
        playbacks: 'playbacks-out-of-range',
      },
    });
  });

  it('takes 200 characters of a name, not 201, and no card number', () => {
    expect(parseExternalLinkForm({ ...values, recipient: 'x'.repeat(200) }).ok).toBe(true);
    expect(parseExternalLinkForm({ ...values, recipient: 'x'.repeat(201) })).toMatchObject({
      error: { recipient: 'too-long' },
    });
    expect(parseExternalLinkForm({ ...values, recipient: 'Mrs Alder 4111 1111 1111 1111' })).toMatchObject({
      error: { recipient: 'card-number' },
    });
  });
});
