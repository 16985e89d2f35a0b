import { RestError } from '@azure/storage-blob';
import { describe, expect, it } from 'vitest';
import { translateStorageError } from '../../../src/platform/storage/errors.ts';
import { BlobMissing, StorageUnavailable } from '../../../src/platform/storage/ports.ts';
import { STORAGE_DOCUMENTED } from '../../fakes/faultWords.ts';

const SECRET = 'sig=c2VjcmV0';

const target = {
  url: `https://desk.blob.core.windows.net/?sv=2026-01-01&${SECRET}`,
  container: 'recordings',
  blob: 'a.wav',
};

const answer = (statusCode: number, code: string) =>
  new RestError(`failed at https://x/?${SECRET}`, { statusCode, code });

const named = (name: string, message = `failed with ${SECRET}`) => Object.assign(new Error(message), { name });

const coded = (code: string) => Object.assign(new Error(`failed with ${SECRET}`), { code });

describe('what storage answers', () => {
  it.each([
    [404, 'BlobNotFound'],
    [404, 'ResourceNotFound'],
  ])('turns storage’s %i %s into BlobMissing', (status, code) => {
    expect(translateStorageError(answer(status, code), target)).toBeInstanceOf(BlobMissing);
  });

  it.each([
    [404, 'ContainerNotFound', 'no container recordings'],
    [409, 'ContainerBeingDeleted', 'no container recordings'],
    [401, 'InvalidAuthenticationInfo', 'check the account key'],
    [403, 'AuthenticationFailed', 'check the account key'],
    [403, 'AuthorizationFailure', 'firewall'],
    [403, 'AuthorizationPermissionMismatch', 'Storage Blob Data Contributor'],
    [408, 'RequestTimeout', 'try again later'],
    [429, 'TooManyRequests', 'try again later'],
    [500, 'InternalError', 'try again later'],
    [503, 'ServerBusy', 'try again later'],
  ])('turns storage’s %i %s into StorageUnavailable, with what to do', (status, code, advice) => {
    const error = translateStorageError(answer(status, code), target);
    expect(error).toBeInstanceOf(StorageUnavailable);
    expect(error.message).toContain(advice);
    expect(error.message).not.toContain(SECRET);
    expect(error.cause).toBeUndefined();
  });

  it.each(STORAGE_DOCUMENTED)('takes storage’s %s for a fault of kind %s', (answered, kind) => {
    const [status = '', code = ''] = answered.split(':');
    const fault = translateStorageError(answer(Number(status), code), target);
    expect(fault).toMatchObject({ kind });
    // Whatever comes again by itself, or stands in the way of everything, is told apart from one blob's refusal.
    expect(fault instanceof StorageUnavailable).toBe(kind !== 'item');
    expect(fault.message).not.toContain(SECRET);
  });

  it('names status and code of an answer from storage that nobody expected', () => {
    const error = translateStorageError(answer(400, 'InvalidHeaderValue'), target);
    expect(error).not.toBeInstanceOf(StorageUnavailable);
    expect(error.message).toBe(
      'Storage at https://desk.blob.core.windows.net (container recordings) answered 400 InvalidHeaderValue',
    );
  });
});

describe('when storage does not answer', () => {
  it.each([
    new RestError(`getaddrinfo ENOTFOUND ${SECRET}`, { code: 'ENOTFOUND' }),
    new RestError(SECRET),
    named('AbortError'),
    named('TimeoutError'),
    named('PollerStoppedError'),
    named('CredentialUnavailableError'),
    named('AggregateAuthenticationError'),
    coded('ECONNRESET'),
    coded('ERR_STREAM_PREMATURE_CLOSE'),
  ])('turns %s into StorageUnavailable', (thrown) => {
    const error = translateStorageError(thrown, target);
    expect(error).toBeInstanceOf(StorageUnavailable);
    expect(error.message).not.toContain(SECRET);
  });
});

it('leaves an error that is translated already, and a programming mistake, as it is', () => {
  const missing = new BlobMissing('a.wav');
  const mistake = new TypeError('x is not a function');
  expect(translateStorageError(missing, target)).toBe(missing);
  expect(translateStorageError(mistake, target)).toBe(mistake);
  expect(translateStorageError('text', target).message).not.toContain(SECRET);
});
