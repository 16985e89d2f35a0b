import { addHours, addMs } from '../../kernel/time.ts';
import { recordingIdOf } from '../recordings/describeRecording.ts';
import { MAX_UNKNOWN_HOURS } from '../recordings/model/deletionOrder.ts';
import type { Recording } from '../recordings/model/recording.ts';
import type { UnreadBlob } from './model/unreadBlob.ts';

/** The reader that files are known by of which no reader knows anything. */
export const UNREAD = 'unread';

/**
 * The call that a file nobody understands may be of, so that an order reaches it: phone systems store a recording when
 * its call is over, so it ended then, and began as long before as its sound lasts. Where its sound cannot be measured
 * it may have been long. Nothing of one that storage has not given yet: the next pass may understand it.
 */
export function possibleCall(blob: UnreadBlob): readonly Recording[] {
  return blob.cause === 'waiting' ? [] : [callOf(blob)];
}

function callOf({ blobName, storedAt, bytes, cause, durationMs }: UnreadBlob): Recording {
  const isLong = durationMs === 0 && cause !== 'not-audio';
  return {
    id: recordingIdOf(blobName),
    blobName,
    startedAt: isLong ? addHours(storedAt, -MAX_UNKNOWN_HOURS) : addMs(storedAt, -durationMs),
    alternateStart: null,
    endedAt: storedAt,
    durationMs,
    extension: null,
    otherExtension: null,
    number: null,
    direction: 'unknown',
    parties: '',
    callId: null,
    bytes,
    system: UNREAD,
    sidecar: null,
    storedAt,
    fault: null,
    notUnderstood: '',
  };
}
