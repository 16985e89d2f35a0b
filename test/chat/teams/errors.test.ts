import { describe, expect, it } from 'vitest';
import { TEAMS_STATUSES, TEAMS_WORDS, teamsFault } from '../../../src/chat/teams/errors.ts';

const answered = (statusCode: number, code?: string, retryAfter?: string) =>
  teamsFault({
    statusCode,
    message: '<html>Mrs Alder</html>',
    ...(code ? { body: { error: { code } } } : {}),
    response: { headers: { get: (name: string) => (name === 'retry-after' ? retryAfter : undefined) } },
  });

/** "Status codes from bot conversational APIs", and what the connector says besides. */
const STATUSES = [
  ...[400, 404, 405, 409, 410, 411, 412, 413, 415, 422].map((status) => [status, 'item'] as const),
  [401, 'app'],
  [403, 'place'],
  ...[408, 429, 500, 501, 502, 503, 504, 507].map((status) => [status, 'passing'] as const),
  [418, 'unknown'],
] as const;

describe('what the Teams connector answers', () => {
  it.each(STATUSES)('takes a %i for %s, and keeps nothing of the page', (status, kind) => {
    const fault = answered(status);
    expect(fault).toMatchObject({ kind, code: `http_${status}` });
    expect(JSON.stringify([fault, fault.message])).not.toContain('Alder');
  });

  it('has no status that is not tried here', () => {
    const tried = STATUSES.map(([status]) => status);
    expect(Object.keys(TEAMS_STATUSES).filter((status) => !tried.includes(Number(status) as never))).toEqual([]);
  });

  it.each([
    [403, 'BotDisabledByAdmin', 'app'],
    [403, 'BotNotRegistered', 'app'],
    [403, 'InvalidBotApiHost', 'app'],
    [403, 'BotNotInConversationRoster', 'place'],
    [403, 'ConversationBlockedByUser', 'place'],
    [403, 'MessageWritesBlocked', 'place'],
    [403, 'ForbiddenOperationException', 'place'],
    [404, 'ConversationNotFound', 'place'],
    [404, 'ActivityNotFoundInConversation', 'item'],
    [413, 'MessageSizeTooBig', 'item'],
    [400, 'BadSyntax', 'item'],
    [400, 'BadArgument', 'item'],
    [412, 'PreconditionFailed', 'item'],
    [503, 'ServiceError', 'passing'],
  ] as const)('takes a %i %s for %s', (status, code, kind) => {
    expect(answered(status, code)).toMatchObject({ kind });
  });

  it('tries every word of its table', () => {
    expect(Object.keys(TEAMS_WORDS)).toHaveLength(8);
  });

  it('waits as long as Teams asks, in seconds or until a time', () => {
    expect(answered(429, undefined, '30').retryAfterMs).toBe(30_000);
    const until = new Date(Date.now() + 60_000).toUTCString();
    expect(answered(503, undefined, until).retryAfterMs).toBeGreaterThan(50_000);
    expect(answered(429).retryAfterMs).toBeNull();
    expect(answered(429, undefined, 'soon').retryAfterMs).toBeNull();
  });

  it('takes a refused sign-in for the app’s: a password that has expired, say', () => {
    const refused = Object.assign(new Error('AADSTS7000222: <html>'), { errorCode: 'invalid_client' });
    expect(teamsFault(refused)).toMatchObject({ kind: 'app', code: 'invalid_client' });
    const away = Object.assign(new Error('x'), { errorCode: 'network_error' });
    expect(teamsFault(away)).toMatchObject({ kind: 'passing' });
  });

  it('takes no answer for passing, and for something that may have been done', () => {
    expect(teamsFault(new Error('socket hang up'))).toMatchObject({ kind: 'passing', mayBeDone: true });
    expect(answered(502).mayBeDone).toBe(true);
    expect(answered(400).mayBeDone).toBe(false);
  });
});
