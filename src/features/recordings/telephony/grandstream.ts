import { endOf, endsOf } from './callEnds.ts';
import { epochCallTime } from './callTime.ts';
import { nameReader } from './nameReader.ts';

/** `auto-{epoch}-{from}-{to}.wav` (UCM6100 Series CDR and REC API Guide, "REC API"; Asterisk’s automatic monitor). */
const NAME = /^auto-(\d{9,10})-([^-/]*)-([^-/]*)\.\w{2,5}$/i;

/** Grandstream UCM. The epoch, in seconds, is when recording began; there is no call id. */
export const grandstreamReader = nameReader('grandstream', NAME, ([epoch = '', from = '', to = '']) => ({
  time: epochCallTime(Number(epoch) * 1_000),
  ...endsOf(endOf(from), endOf(to)),
}));
