import { RestError } from '@azure/storage-blob';
import { Fault, type FaultKind } from '../../kernel/fault.ts';
import { BlobMissing, StorageRefused, StorageUnavailable } from './ports.ts';

/** What was being asked of; goes into messages, so it holds no key, token or query. */
export interface StorageTarget {
  /** Where the storage is, `https://account.blob.core.windows.net`. */
  readonly url: string;
  readonly container: string;
  readonly blob?: string;
}

/** Something stands under a name that had to be free. */
export const isTaken = (error: unknown): boolean =>
  error instanceof RestError && (error.code === 'BlobAlreadyExists' || error.statusCode === 412);

const NOT_REACHED = 'check the network, and the account name in the storage settings';

const NOT_ALLOWED =
  'check the account key, or that the identity has the role Storage Blob Data Contributor, and that the account’s firewall lets this machine in';

/** Scheme, host and path, never the query: a SAS is in there. */
function placeOf({ url, container }: StorageTarget): string {
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname.replace(/\/+$/, '')} (container ${container})`;
}

const fromIdentity = (error: Error): boolean =>
  /^(?:CredentialUnavailable|Authentication|AuthenticationRequired|AggregateAuthentication)Error$/.test(error.name);

const codeOf = (error: Error & { readonly code?: unknown }): string | undefined =>
  typeof error.code === 'string' ? error.code : undefined;

/** An answer that began and broke off: Node's own error, which the SDK passes on as it is. */
const isBrokenOff = (code: string | undefined): boolean =>
  code !== undefined && /^(?:E[A-Z]+|ERR_STREAM_PREMATURE_CLOSE)$/.test(code);

/**
 * Storage's words that mean something else than their status ("Blob service error codes" and "Common REST API error
 * codes", learn.microsoft.com): what another holds for a moment, and what is about more than one blob.
 */
const CODES: ReadonlyMap<string, FaultKind> = new Map(
  (
    [
      ['place', 'ContainerNotFound ContainerBeingDeleted ContainerDisabled'],
      ['passing', 'AccountBeingCreated BlobBeingRehydrated CannotVerifyCopySource Md5Mismatch PendingCopyOperation'],
      ['passing', 'LeaseAlreadyBroken LeaseAlreadyPresent LeaseIdMissing LeaseLost LeaseNotPresentWithBlobOperation'],
      ['passing', 'LeaseIdMismatchWithBlobOperation LeaseIdMismatchWithContainerOperation'],
      ['passing', 'LeaseIdMismatchWithLeaseOperation LeaseIsBreakingAndCannotBeAcquired'],
      ['passing', 'LeaseIsBreakingAndCannotBeChanged'],
      ['app', 'InvalidAuthenticationInfo MissingRequiredHeaderAuthorization'],
      ['item', 'UnsupportedHttpVerb NotImplemented FeatureVersionMismatch'],
    ] as const
  ).flatMap(([kind, codes]) => codes.split(' ').map((code) => [code, kind] as const)),
);

/** What storage's answer means, by its word where that says more, else by its status. */
export function storageKindOf(status: number, code: string): FaultKind {
  const known = CODES.get(code);
  if (known) return known;
  if (status === 401 || status === 403) return 'app';
  if (status === 408 || status === 429 || status >= 500) return 'passing';
  return status >= 400 ? 'item' : 'unknown';
}

function fromAnswer(status: number, code: string, target: StorageTarget): Fault {
  const place = placeOf(target);
  const kind = storageKindOf(status, code);
  switch (kind) {
    case 'place':
      return new StorageUnavailable(
        `There is no container ${target.container} at ${place}: create it, or check its name`,
        code,
        kind,
      );
    case 'app':
      return new StorageUnavailable(`Storage at ${place} refused access (${code}): ${NOT_ALLOWED}`, code, kind);
    case 'passing':
      return new StorageUnavailable(
        `Storage at ${place} is not able to answer now (${status} ${code}): try again later`,
        code,
      );
    case 'item':
    case 'unknown':
      return status === 404
        ? new BlobMissing(`Not in the container ${target.container}: ${target.blob ?? 'the blob'}`)
        : new StorageRefused(kind, code, `Storage at ${place} answered ${status} ${code}`);
  }
}

/**
 * The SDK's error as the ports know it: BlobMissing, StorageUnavailable with what to check, StorageRefused for what is
 * answered for good about one blob, or a plain Error for a mistake of the desk's. The original is not kept as the
 * cause: it holds the request, with its signature.
 */
export function translateStorageError(error: unknown, target: StorageTarget): Error {
  if (error instanceof Fault) return error;
  if (!(error instanceof Error)) return new Error(`Storage at ${placeOf(target)} failed`);
  if (['AbortError', 'TimeoutError', 'PollerStoppedError'].includes(error.name))
    return new StorageUnavailable(`Storage at ${placeOf(target)} did not answer in time: ${NOT_REACHED}`);
  if (fromIdentity(error)) {
    return new StorageUnavailable(
      `No sign-in for storage at ${placeOf(target)}: check the managed identity or az login`,
    );
  }
  const status = error instanceof RestError ? error.statusCode : undefined;
  const code = codeOf(error);
  if (status !== undefined) return fromAnswer(status, code ?? 'no code', target);
  if (!(error instanceof RestError) && !isBrokenOff(code)) return error;
  return new StorageUnavailable(
    `Storage at ${placeOf(target)} was not reached (${code ?? 'no answer'}): ${NOT_REACHED}`,
  );
}

/** True for a range that begins at or after the end of the blob: there is nothing there, which is no failure. */
export const isPastTheEnd = (error: unknown): boolean => error instanceof RestError && error.statusCode === 416;
