import { randomBytes, randomInt } from 'node:crypto';
import type { Clock, Ids } from '../kernel/ports.ts';
import { fromEpochMs } from '../kernel/time.ts';

export const systemClock: Clock = { now: () => fromEpochMs(Date.now()) };

/** Crockford's alphabet: no I, L, O or U, so that an id can be read out over a telephone. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

const ID_LENGTH = 7;

const speakable = (): string => Array.from({ length: ID_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');

export const randomIds: Ids = {
  request: () => `R-${speakable()}`,
  order: () => `D-${speakable()}`,
  named: (letter) => `${letter}-${speakable()}`,
  unique: () => randomBytes(12).toString('hex'),
  secret: () => randomBytes(32).toString('base64url'),
  passcode: () => String(randomInt(10 ** 8)).padStart(8, '0'),
};
