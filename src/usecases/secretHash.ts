import { createHash } from 'node:crypto';

/** Secrets are 256 random bits, so a plain hash keeps them. */
export const hashSecret = (secret: string): string => createHash('sha256').update(secret).digest('hex');
