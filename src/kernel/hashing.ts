import { createHash, scrypt, timingSafeEqual } from 'node:crypto';

/** Secrets are 256 random bits, so a plain hash keeps them. */
export const hashSecret = (secret: string): string => createHash('sha256').update(secret).digest('hex');
const KEY_BYTES = 32;

/** A passcode is short, so whoever has the database must pay for each guess: scrypt at Node's cost (2^14, 16 MiB). */
export const hashPasscode = (digits: string, salt: string): Promise<string> =>
  new Promise((resolve, reject) => {
    scrypt(digits, salt, KEY_BYTES, (fault, key) => (fault ? reject(fault) : resolve(key.toString('hex'))));
  });

/** Whether two hashes are the same, in a time that does not tell how much of them is. */
export const isSameHash = (one: string, other: string): boolean => {
  const [a, b] = [Buffer.from(one, 'hex'), Buffer.from(other, 'hex')];
  return a.length === b.length && timingSafeEqual(a, b);
};
