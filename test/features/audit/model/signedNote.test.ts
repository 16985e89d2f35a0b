import { describe, expect, it } from 'vitest';
import {
  isSignature,
  parseSigningKey,
  parseVerifierKey,
  partsOfNote,
  type SigningKey,
  secretText,
  signNote,
  type VerifierKey,
  verifierText,
} from '../../../../src/features/audit/model/signedNote.ts';
import { auditKeyOf } from '../../../support/auditKey.ts';

/** The example of Go's own implementation, golang.org/x/mod/sumdb/note. */
const SECRET = 'PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz';

const PUBLIC = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';

const TEXT = `If you think cryptography is the answer to your problem,
then you don't know what your problem is.
`;

const SIGNATURE =
  '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=';

const key = parseSigningKey(SECRET) as SigningKey;

describe('a signed note', () => {
  it('is signed as Go signs it, byte for byte', () => {
    expect(verifierText(key)).toBe(PUBLIC);
    expect(signNote(TEXT, key)).toBe(`${TEXT}\n${SIGNATURE}\n`);
    const seed = Buffer.from('AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz', 'base64').subarray(1);
    expect(secretText('PeterNeumann', seed)).toBe(SECRET);
  });

  it('is verified with the public key alone, and by no other key, text or kind of signature', () => {
    const reader = parseVerifierKey(PUBLIC) as VerifierKey;
    expect(partsOfNote(`${TEXT}\n${SIGNATURE}\n`)).toEqual({ text: TEXT, signatures: [SIGNATURE] });
    expect(isSignature(SIGNATURE, TEXT, reader)).toBe(true);
    expect(isSignature(SIGNATURE, TEXT.replace('know', 'knew'), reader)).toBe(false);
    expect(isSignature(SIGNATURE, TEXT, auditKeyOf('b'))).toBe(false);
    expect(isSignature(SIGNATURE, TEXT, reader, 'cosignature')).toBe(false);
    expect(isSignature(SIGNATURE.slice(0, -8), TEXT, reader)).toBe(false);
  });

  it('is not signed by a key of the same name', () => {
    const namesake = auditKeyOf('b', 'PeterNeumann');
    const [line = ''] = partsOfNote(signNote(TEXT, namesake))?.signatures ?? [];
    expect(isSignature(line, TEXT, namesake)).toBe(true);
    expect(isSignature(line, TEXT, key)).toBe(false);
  });

  it.each<[string, string]>([
    ['another id', PUBLIC.replace('c74f20a3', 'c74f20a4')],
    ['another name', PUBLIC.replace('Peter', 'Petra')],
    ['half of it', PUBLIC.slice(0, -4)],
    ['a secret key', SECRET],
    [
      'a kind of signature that the desk does not know',
      'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k'.replace('Aeky', 'Beky'),
    ],
    ['nothing', ''],
  ])('takes no public key that is %s', (_, text) => {
    expect(parseVerifierKey(text)).toBeUndefined();
  });

  it('takes the public key of the specification’s example', () => {
    expect(parseVerifierKey('example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k')?.name).toBe(
      'example.com/foo',
    );
  });

  it.each(['', 'text', 'text\n', `${TEXT}\n`, `${TEXT}${SIGNATURE}\n`])('is not %j', (text) => {
    expect(partsOfNote(text)).toBeUndefined();
  });
});
