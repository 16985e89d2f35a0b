import { causeOf, Fault, type FaultRow } from '../../kernel/fault.ts';

interface RestFault {
  readonly statusCode?: number;
  readonly code?: string;
  /** Of the sign-in's own errors. */
  readonly errorCode?: string;
  readonly body?: { readonly error?: { readonly code?: unknown } };
  readonly response?: { readonly headers?: { get?(name: string): string | undefined } };
}

const SIGN_IN = 'Teams refuses the bot’s sign-in: check MICROSOFT_APP_ID and MICROSOFT_APP_PASSWORD.';

/** What the sign-in answers for good (OAuth 2.0, "Error response"): a password that has expired is the first. */
const SIGN_IN_REFUSED = new Set(['invalid_client', 'unauthorized_client', 'invalid_grant', 'invalid_scope']);

const NOT_TAKEN = 'Teams does not take this card. Tell whoever looks after the desk.';

const NOT_THERE = 'This person or channel does not have the desk: add the app there.';

const NOT_THERE_ANY_MORE = 'The message is not there any more.';

const NOT_NOW = 'Teams does not take messages just now.';

/** The connector's answers by their status ("Status codes from bot conversational APIs", learn.microsoft.com). */
export const TEAMS_STATUSES: Readonly<Record<number, FaultRow>> = {
  ...Object.fromEntries([400, 405, 409, 411, 412, 413, 415, 422].map((status) => [status, ['item', NOT_TAKEN]])),
  401: ['app', SIGN_IN],
  403: ['place', NOT_THERE],
  404: ['item', NOT_THERE_ANY_MORE],
  408: ['passing', NOT_NOW],
  410: ['item', NOT_THERE_ANY_MORE],
  429: ['passing', 'Teams asks to wait.'],
};

/** The connector's own words, where they say more than the status they come with. */
export const TEAMS_WORDS: Readonly<Record<string, FaultRow>> = {
  BotDisabledByAdmin: ['app', 'An administrator has switched the desk off in Teams: have the app allowed again.'],
  BotNotRegistered: ['app', 'Teams does not know the bot: check MICROSOFT_APP_ID, and its channel Teams.'],
  InvalidBotApiHost: ['app', 'The bot is registered for another cloud: register it where the practice’s Teams is.'],
  BotNotInConversationRoster: ['place', NOT_THERE],
  ConversationNotFound: ['place', 'This conversation is not there any more.'],
  ConversationBlockedByUser: ['place', 'This person has blocked the desk in Teams.'],
  MessageWritesBlocked: ['place', 'This person has blocked the desk in Teams.'],
  ForbiddenOperationException: ['place', NOT_THERE],
};

/** The Bot Framework's errors as the desk's own. Their messages are dropped: they can hold the card, or a page. */
export function teamsFault(error: unknown): Fault {
  if (error instanceof Fault) return error;
  const { statusCode, code, errorCode = '', body, response } = error as RestFault;
  if (SIGN_IN_REFUSED.has(errorCode)) return new Fault('app', errorCode, SIGN_IN);
  const word = [body?.error?.code, code].find(
    (each): each is string => typeof each === 'string' && Object.hasOwn(TEAMS_WORDS, each),
  );
  if (statusCode === undefined) return new Fault('passing', 'no_answer', NOT_NOW, { mayBeDone: true });
  const [kind, remedy] =
    (word !== undefined ? TEAMS_WORDS[word] : undefined) ??
    TEAMS_STATUSES[statusCode] ??
    (statusCode >= 500 ? ['passing', NOT_NOW] : ['unknown', `Teams did not take it (${statusCode}).`]);
  return new Fault(kind, word ?? `http_${statusCode}`, remedy, {
    retryAfterMs: retryAfterMs(response?.headers?.get?.('retry-after')),
    isMissing: statusCode === 404 || statusCode === 410,
    mayBeDone: statusCode >= 500 || statusCode === 408,
  });
}

/** `Retry-After` in seconds or as a date. */
function retryAfterMs(header: string | undefined): number | null {
  if (header === undefined) return null;
  const ms = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Number.isFinite(ms) && ms > 0 ? ms : null;
}

/** A fault for the log, never with a message: that may be a card, or a page. */
export const teamsCause = (error: unknown): ReturnType<typeof causeOf> =>
  causeOf((error as RestFault | null)?.statusCode === undefined ? error : teamsFault(error));

/** The sign-in was missing or forged. */
export const isAuthenticationError = (error: unknown): boolean =>
  error instanceof Error && (error.name === 'AuthenticationError' || (error as RestFault).statusCode === 401);
