import { err, ok, type Result } from '../../../kernel/result.ts';

/** What Event Grid sends, in its own schema or as CloudEvents 1.0: "Azure Blob Storage as an Event Grid source". */
export interface BlobEvents {
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
export function readBlobEvents(body: string, container: string): Result<BlobEvents, string> {
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
