import { webApi } from '@slack/bolt';
import { describe, expect, it } from 'vitest';
import { SLACK_WORDS, slackFault } from '../../../src/chat/slack/errors.ts';
import { SLACK_DOCUMENTED } from '../../fakes/faultWords.ts';

const refused = (error: string) => slackFault(new webApi.WebAPIPlatformError({ ok: false, error } as never));

describe('what Slack answers', () => {
  it.each(SLACK_DOCUMENTED)('takes %s for final for the %s, with what to do', (word, kind) => {
    expect(refused(word)).toMatchObject({ kind, code: word });
    expect(refused(word).message).toMatch(/^[A-Z].{15,}[^.,]$|^[A-Z].{15,}\.$/);
  });

  it('has no word twice, and none that Slack does not document without saying why', () => {
    const beyond = Object.keys(SLACK_WORDS).filter((word) => !SLACK_DOCUMENTED.some(([each]) => each === word));
    // Older methods and the gateway before them.
    expect(beyond.sort()).toEqual([
      'invalid_json',
      'invalid_limit',
      'json_not_object',
      'malware_detected',
      'message_not_in_streaming_state',
      'message_not_owned_by_app',
      'trigger_exchanged',
      'trigger_expired',
      'unknown_method',
      'upgrade_required',
    ]);
  });

  it('takes a word nobody has documented for unknown, and names it', () => {
    expect(refused('moon_is_full')).toMatchObject({ kind: 'unknown', code: 'moon_is_full' });
  });

  it('knows a message that is not there from one that cannot be changed', () => {
    expect(refused('message_not_found').isMissing).toBe(true);
    expect(refused('cant_update_message').isMissing).toBe(false);
  });

  it.each([
    500, 502, 503, 504,
  ])('waits after a status %i, keeps nothing of the page, and looks for what may stand', (status) => {
    const fault = slackFault(new webApi.WebAPIHTTPError(status, 'No', {}, '<html>Mrs Alder</html>'));
    expect(fault).toMatchObject({ kind: 'passing', code: `http_${status}`, mayBeDone: true });
    expect(JSON.stringify([fault, fault.message])).not.toContain('Alder');
  });

  it('waits as long as Slack asks, and with its own back-off where Slack does not say', () => {
    expect(slackFault(new webApi.WebAPIRateLimitedError(30))).toMatchObject({
      kind: 'passing',
      code: 'ratelimited',
      retryAfterMs: 30_000,
      mayBeDone: false,
    });
    const silent = new Error('Retry header did not contain a valid timeout (url: x, retry-after header: null)');
    expect(slackFault(silent)).toMatchObject({ kind: 'passing', code: 'ratelimited', retryAfterMs: null });
  });

  it('takes no answer for passing, and for something that may have been done', () => {
    expect(slackFault(new webApi.WebAPIRequestError(new Error('fetch failed')))).toMatchObject({
      kind: 'passing',
      code: 'no_answer',
      mayBeDone: true,
    });
  });
});
