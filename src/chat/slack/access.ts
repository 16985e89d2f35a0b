/** How the desk signs in to Slack. */
export interface SlackAccess {
  readonly botToken: string;
  /** What Slack signs its requests with; null in Socket Mode. */
  readonly signingSecret: string | null;
  /** An app-level token: present, events come over a socket. */
  readonly appToken: string | null;
  /** Another base for Slack's API; null for Slack's own. */
  readonly apiUrl: string | null;
  /** Milliseconds between two messages to one conversation: Slack takes one a second, which is what is kept unless told. */
  readonly gapMs?: number;
}

/** The client never retries by itself: the outbox does, in order. Ten seconds, since somebody may be waiting. */
export const clientOptions = ({ apiUrl }: SlackAccess) => ({
  retryConfig: { retries: 0 },
  rejectRateLimitedCalls: true,
  timeout: 10_000,
  ...(apiUrl === null ? {} : { slackApiUrl: apiUrl.endsWith('/') ? apiUrl : `${apiUrl}/` }),
});
