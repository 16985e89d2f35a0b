import { hashSecret, isSameHash } from '../../../kernel/hashing.ts';
import type { Log } from '../../../kernel/ports.ts';
import { err, ok, type Result } from '../../../kernel/result.ts';
import type { InboundRequest, InboundRoute } from '../../../platform/http/inboundRoute.ts';
import { textAnswer } from '../../../platform/http/response.ts';
import { StorageUnavailable } from '../../../platform/storage/ports.ts';

/** What Event Grid sends, in its own schema or as CloudEvents 1.0: "Azure Blob Storage as an Event Grid source". */
interface BlobEvents {
  /** Event Grid asks whether this address wants its events; the code is to be sent back. */
  readonly validationCode: string | null;
  /** Names of blobs that have been written whole. One that can be read in two ways stands here twice. */
  readonly written: readonly string[];
}

const VALIDATION = 'Microsoft.EventGrid.SubscriptionValidationEvent';

const CREATED = 'Microsoft.Storage.BlobCreated';

/**
 * Operations after which a blob is whole. Accounts with a hierarchical namespace tell of `CreateFile` first,
 * when the file is still empty, and of SFTP’s `SftpCreate`.
 */
const WHOLE = new Set(['PutBlob', 'PutBlockList', 'CopyBlob', 'FlushWithClose', 'SftpCommit']);

/** Blob names are at most 1,024 characters. */
const MAX_NAME_LENGTH = 1_024;

type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const textOf = (fields: Fields, name: string): string | undefined => {
  const value = fields[name];
  return typeof value === 'string' ? value : undefined;
};

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined; // a bare `%`
  }
}

/** The name in a blob’s address, `https://ACCOUNT…/recordings/2026/a%20b.wav`; an emulator’s has the account too. */
function nameInUrl(url: string | undefined, container: string): string | undefined {
  const [, path] = /^https?:\/\/[^/]+(\/[^?#]*)/.exec(url ?? '') ?? [];
  const at = path?.indexOf(`/${container}/`) ?? -1;
  return path === undefined || at < 0 ? undefined : decoded(path.slice(at + container.length + 2));
}

/** The address is percent-encoded, the subject said to be plain: where they differ both are asked about. */
function namesOf(subject: string, data: Fields, container: string): readonly string[] {
  const front = `/blobServices/default/containers/${container}/blobs/`;
  if (!subject.startsWith(front)) return [];
  const names = [subject.slice(front.length), nameInUrl(textOf(data, 'url'), container)];
  return names.filter((name) => name !== undefined && name !== '' && name.length <= MAX_NAME_LENGTH) as string[];
}

const malformed = (what: string) => err(`${what}. This door takes Event Grid’s events about blobs.`);

/** Reads a body; the error is a sentence for whoever sent it. */
function readBlobEvents(body: string, container: string): Result<BlobEvents, string> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    return malformed('The body is not JSON');
  }
  const events = Array.isArray(parsed) ? parsed : [parsed];
  const written = new Set<string>();
  let validationCode: string | null = null;
  for (const event of events) {
    if (!isFields(event)) return malformed('An event is not an object');
    const type = textOf(event, 'eventType') ?? textOf(event, 'type');
    if (type === undefined) return malformed('An event has no type');
    const data = isFields(event.data) ? event.data : {};
    if (type === VALIDATION) {
      validationCode = textOf(data, 'validationCode') ?? null;
      if (validationCode === null) return malformed('A validation has no code');
    }
    if (type !== CREATED) continue;
    const subject = textOf(event, 'subject');
    const api = textOf(data, 'api');
    if (subject === undefined || api === undefined) return malformed('An event has no subject or no api');
    if (WHOLE.has(api)) for (const name of namesOf(subject, data, container)) written.add(name);
  }
  return ok({ validationCode, written: [...written] });
}

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
