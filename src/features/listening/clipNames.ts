import type { Grant } from '../requests/model/grant.ts';

/** The approved part of a grant, as it stands in the `clips` container. */
export const clipName = (grant: Pick<Grant, 'id'>): string => `${grant.id}.wav`;

/** The same with others' words silenced: a new name each time, so that none is written over while it is heard. */
export const redactedName = (grant: Pick<Grant, 'id'>, unique: string): string => `${grant.id}.silenced-${unique}.wav`;

/** The grant a clip's name stands for. */
export const grantIdOfClip = (name: string): string => name.replace(/(?:\.silenced-[^.]*)?\.wav$/, '');

/** Everything a grant has in the container. */
export const blobsOfGrant = (grant: Grant): readonly string[] => [
  ...new Set([
    clipName(grant),
    ...[grant.clip, grant.redaction?.clip ?? null].flatMap((clip) => (clip ? [clip.blobName] : [])),
  ]),
];
