import type { CaseId, RequestId } from '../../../kernel/ids.ts';
import type { Instant } from '../../../kernel/time.ts';
import type { Purpose } from '../../practice/model/purpose.ts';

/** What left the practice, and how. */
export type DisclosureKind =
  /** An outside link and its passcode were given to somebody. */
  | 'link-given'
  /** It was heard through the link. */
  | 'heard'
  /** A copy was saved: by the DPO to be handed over, or by the holder of an access in which a copy was agreed to. */
  | 'copy-given'
  /** The link was withdrawn by the DPO, or locked by wrong passcodes. */
  | 'link-ended';

/** One line of the register of everything disclosed. Lines are only ever added. */
export interface Disclosure {
  readonly id: string;
  readonly at: Instant;
  readonly kind: DisclosureKind;
  readonly caseId: CaseId | null;
  readonly requestId: RequestId;
  readonly purpose: Purpose;
  /** The person or body it went to. */
  readonly toWhom: string;
  /** The ground in words: the purpose with its clause, and the case. */
  readonly ground: string;
  /** SHA-256 of the audio that left, as hex. */
  readonly sha256: string;
  readonly durationMs: number;
  /** How many spans were silenced in it. */
  readonly silenced: number;
  /** Who gave it, or agreed that it be given, by name; the register is read by people. */
  readonly by: string;
}
