import { endOf } from './callEnds.ts';
import { epochCallTime } from './callTime.ts';
import { nameReader } from './nameReader.ts';

/**
 * `ipbx:{customer}:callrecording:users:{extension}:{start}-{call id}-{extension}-{number}_E.mp3`. The tags
 * 8x8 gives beside it say that the first number is `startTime` in milliseconds and the second `callId`, which
 * looks like a time and is none (8x8 "Cloud Storage Service Objects"). Programs that fetch the files write
 * `_` where a file name cannot hold a colon.
 */
const NAME = /callrecording[-:_]users[-:_](\d{2,8})[-:_](\d{12,13})-(\d{6,20})-\d{2,8}-([^-:_/]*)(?:_[A-Z])?\.\w{2,5}$/;

/** 8x8 Work. The name does not tell who called whom, except that two extensions are a call inside. */
export const eightByEightReader = nameReader('8x8', NAME, ([extension = '', start = '', callId = '', address = '']) => {
  const far = endOf(address);
  return {
    time: epochCallTime(Number(start)),
    extension,
    otherExtension: far.kind === 'extension' ? far.extension : null,
    number: far.kind === 'number' ? far.e164 : far.kind === 'withheld' ? 'withheld' : null,
    direction: far.kind === 'extension' ? 'internal' : 'unknown',
    callId,
    notUnderstood: far.kind === 'unknown' ? far.text : '',
  };
});
