import type { Refused } from '../../kernel/refusal.ts';
import type { Result } from '../../kernel/result.ts';
import type { Instant } from '../../kernel/time.ts';
import type { DocumentKind } from '../listening/model/oneTimeLink.ts';
import type { Person } from '../people/model/person.ts';
import type { RegisterLine } from '../register/registerLine.ts';
import type { CasePack } from './model/pack.ts';

/** Bytes made when they are taken, for what must not be made, or counted as given, by looking at its name. */
type LazyBytes = () => Promise<Result<Uint8Array, Refused>>;

/** A file the DPO takes away. */
export interface DocumentFile {
  /** Of letters, digits, `.`, `-` and `_`. */
  readonly name: string;
  readonly contentType: string;
  readonly bytes: Uint8Array | LazyBytes;
}

/** The files of a page of documents, as things stand now: asked for once by name, and again for each that is taken. */
export type RenderDocuments = (
  documents: DocumentKind,
  subject: string,
  actor: Person,
) => Promise<Result<readonly DocumentFile[], Refused>>;

/** A copy that is handed over, in words. */
export interface HandOver {
  readonly practice: string;
  /** When the document was made. */
  readonly madeAt: Instant;
  readonly requestId: string;
  readonly caseId: string | null;
  /** Why it may be given: the purpose with its clause, and the law. */
  readonly ground: string;
  readonly fileName: string;
  readonly sha256: string;
  readonly length: string;
  /** What was silenced, from the clip's own beginning (`0:07.5`); none when nothing had to be. */
  readonly silenced: readonly { readonly from: string; readonly to: string }[];
  readonly recipient: string;
  readonly givenOn: string;
  readonly givenBy: string;
}

/** What an officer signs for. */
export interface PoliceReceipt extends HandOver {
  /** Name and rank; null where it has still to be stated. */
  readonly authorisedBy: string | null;
}

/** Draws documents. */
export interface DocumentRenderer {
  /** PDF, with the pack itself attached as `case-pack.json`, which states its own SHA-256. */
  casePack(pack: CasePack): Promise<Uint8Array>;
  /** PDF that goes with a copy. */
  coverSheet(copy: HandOver): Promise<Uint8Array>;
  /** PDF for an officer to sign (policy 5.6). */
  policeReceipt(copy: PoliceReceipt): Promise<Uint8Array>;
  /** CSV that spreadsheet programs open as it is. */
  register(lines: readonly RegisterLine[]): Uint8Array;
}
