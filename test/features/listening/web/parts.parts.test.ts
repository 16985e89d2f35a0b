import { describe, expect, it } from 'vitest';
import type { ClipPageView } from '../../../../src/features/listening/clipPage.ts';
import { addMinutes, toInstant } from '../../../../src/kernel/time.ts';
import { pageCookie, secretIn } from '../../../../src/platform/http/cookie.ts';
import { html } from '../../../../src/platform/http/html.ts';
import { isSameOrigin } from '../../../../src/platform/http/sameOrigin.ts';
import { waveform } from '../../../../src/platform/http/waveform.ts';
import { lengthInWords, lengthOnClock, momentText } from '../../../../src/platform/http/wording.ts';

const NOW = toInstant('2026-11-23T09:30:00Z');

const view = { linkId: 'abc', until: addMinutes(NOW, 120) } as ClipPageView;

describe('the template', () => {
  it('escapes what is put into it, in text and in attributes, and not what it made itself', () => {
    const name = `"><script>alert('1')</script>&`;
    expect(html`<p title="${name}">${name}</p>`.text).toBe(
      '<p title="&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;">' +
        '&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;</p>',
    );
    expect(html`<ul>${['a', '<b>'].map((each) => html`<li>${each}</li>`)}${null}${7}</ul>`.text).toBe(
      '<ul><li>a</li><li>&lt;b&gt;</li>7</ul>',
    );
  });
});

describe('the cookie of a playback', () => {
  it('is Secure where the desk is reached by https, and only there', () => {
    expect(pageCookie('/playback', view, 's', { now: NOW, isHttps: true })).toMatch(/; SameSite=Strict; Secure$/);
    expect(pageCookie('/playback', view, 's', { now: NOW, isHttps: false })).not.toContain('Secure');
  });

  it('is found among others by its whole name', () => {
    expect(secretIn('a=1; desk-abcd=other; desk-abc=mine; z=2', 'abc')).toBe('mine');
    expect(secretIn('desk-abcd=other', 'abc')).toBe('');
    expect(secretIn(undefined, 'abc')).toBe('');
  });
});

describe('a form', () => {
  const publicUrl = 'https://desk.example';
  it('counts as pressed here by its origin, where the browser does not say how it was sent', () => {
    expect(isSameOrigin({ origin: 'https://desk.example' }, publicUrl)).toBe(true);
    expect(isSameOrigin({ origin: 'http://desk.example' }, publicUrl)).toBe(false);
    expect(isSameOrigin({ origin: 'https://desk.example.elsewhere.example' }, publicUrl)).toBe(false);
    expect(isSameOrigin({ origin: 'http://localhost:3000', host: 'localhost:3000' }, null)).toBe(true);
    expect(isSameOrigin({ origin: 'nonsense', host: 'nonsense' }, null)).toBe(false);
    expect(isSameOrigin({}, publicUrl)).toBe(true);
  });
});

describe('what people read', () => {
  it('gives lengths in words and on a clock', () => {
    expect([400, 1_000, 60_000, 61_000, 125_400, 3_600_000].map(lengthInWords)).toEqual([
      '1 second',
      '1 second',
      '1 minute',
      '1 minute 1 second',
      '2 minutes 5 seconds',
      '60 minutes',
    ]);
    expect([0, 9_400, 61_000, 3_600_000].map(lengthOnClock)).toEqual(['0:00', '0:09', '1:01', '60:00']);
  });

  it('gives moments on the practice’s clock, summer and winter', () => {
    const read = (at: string, now: string) =>
      momentText(toInstant(at), 'Europe/London', toInstant(now)).text.replace(/<[^>]*>/g, '');
    expect(read('2026-07-01T14:05:00Z', '2026-07-01T09:00:00Z')).toBe('15:05 today');
    expect(read('2026-07-01T23:05:00Z', '2026-07-01T22:55:00Z')).toBe('00:05, Thursday 2 July 2026');
    expect(read('2026-11-30T09:30:00Z', '2026-11-23T09:30:00Z')).toBe('09:30, Monday 30 November 2026');
  });
});

describe('the picture of the sound', () => {
  const heights = (peaks: readonly number[]) =>
    [...(waveform(peaks).text.match(/class="all" d="([^"]*)"/)?.[1] ?? '').matchAll(/v(\d+)/g)].map(([, v]) =>
      Number(v),
    );

  it('has the same number of bars for a long clip and a very short one, and none for none', () => {
    expect(heights(Array.from({ length: 600 }, () => 0.5))).toHaveLength(150);
    expect(heights([0.2, 0.9, 0.4])).toHaveLength(150);
    expect(heights([])).toEqual([]);
  });

  it('shows what is loud, what is silent, and does not blow up silence', () => {
    const loudInTheMiddle = heights(Array.from({ length: 600 }, (_, i) => (i >= 300 && i < 304 ? 0.5 : 0)));
    expect(loudInTheMiddle[75]).toBe(96);
    expect(loudInTheMiddle[0]).toBe(2);
    expect(Math.max(...heights(Array.from({ length: 600 }, () => 0.01)))).toBeLessThan(12);
  });
});
