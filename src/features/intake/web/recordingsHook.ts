import { hashSecret, isSameHash } from '../../../kernel/hashing.ts';
import type { Log } from '../../../kernel/ports.ts';
import type { InboundRequest, InboundRoute } from '../../../platform/http/inboundRoute.ts';
import { textAnswer } from '../../../platform/http/response.ts';
import { StorageUnavailable } from '../../../platform/storage/ports.ts';
import { readBlobEvents } from './blobEvents.ts';

export interface RecordingsHookDeps {
  /** What the sender must give, as `?code=` in the address (Event Grid keeps it there) or in `x-desk-secret`. */
  readonly secret: string;
  /** Events about other containers are no business of this route. */
  readonly containerName: string;
  /** Takes in what has been written. Throws StorageUnavailable when it is to be told again. */
  readonly arrived: (names: readonly string[]) => Promise<void>;
  readonly log: Log;
}

const RECORDINGS_HOOK = '/hooks/recordings';

/** Event Grid sends at most one megabyte at once. */
const MAX_BYTES = 1024 * 1024;

/** Event Grid tries again by its own plan, but not sooner than this. */
const RETRY_AFTER_SECONDS = 30;

const knows = ({ query, headers }: InboundRequest, secret: string): boolean =>
  isSameHash(hashSecret(query.code ?? headers['x-desk-secret'] ?? ''), hashSecret(secret));

const stranger = textAnswer(401, 'The secret is wrong or missing: it stands behind ?code= in the address.');

/**
 * `POST /hooks/recordings`: Event Grid tells of blobs as they are written, so that a recording is known
 * within seconds. Answers 200 when all is taken in, 503 to be told again. The log gets counts, never names.
 */
export const createRecordingsHook = ({ secret, containerName, arrived, log }: RecordingsHookDeps): InboundRoute => ({
  path: RECORDINGS_HOOK,
  maxBytes: MAX_BYTES,
  answer: async (request) => {
    if (!knows(request, secret)) {
      log.warn('hook.refused');
      return stranger;
    }
    const events = readBlobEvents(request.rawBody.toString('utf8'), containerName);
    if (!events.ok) return textAnswer(400, events.error);
    const { validationCode, written } = events.value;
    try {
      if (written.length > 0) await arrived(written);
    } catch (error) {
      if (!(error instanceof StorageUnavailable)) throw error;
      log.warn('hook.storage-unavailable', { blobs: written.length });
      return textAnswer(503, 'Storage cannot be reached from the desk. Send this again.', {
        'retry-after': String(RETRY_AFTER_SECONDS),
      });
    }
    log.info('hook.recordings', { blobs: written.length });
    return validationCode === null
      ? { status: 200 }
      : {
          status: 200,
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ validationResponse: validationCode }),
        };
  },
});

/** `OPTIONS /hooks/recordings`: Event Grid asks whether it may send ("HTTP 1.1 Web Hooks for Event Delivery", 4). */
export const createRecordingsHookPermission = ({ secret }: Pick<RecordingsHookDeps, 'secret'>): InboundRoute => ({
  method: 'OPTIONS',
  path: RECORDINGS_HOOK,
  maxBytes: MAX_BYTES,
  answer: async (request) => {
    if (!knows(request, secret)) return stranger;
    const origin = request.headers['webhook-request-origin'];
    if (origin === undefined) return textAnswer(400, 'WebHook-Request-Origin is missing.');
    const rate = request.headers['webhook-request-rate'] ?? '*';
    return { status: 200, headers: { 'webhook-allowed-origin': origin, 'webhook-allowed-rate': rate } };
  },
});
