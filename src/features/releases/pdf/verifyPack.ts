import { err, ok, type Result } from '../../../kernel/result.ts';
import {
  type CasePack,
  PACK_FORMAT,
  PACK_VERSION,
  type PackContentFault,
  type ProvedPack,
  provePack,
} from '../model/pack.ts';
import { drawCasePack } from './casePack.ts';

export type PackFault =
  | { readonly kind: 'not-a-pdf' }
  | { readonly kind: 'not-a-pack' }
  | { readonly kind: 'unreadable' }
  | { readonly kind: 'other-version'; readonly version: number }
  /** Not what its own content gives when it is drawn. */
  | { readonly kind: 'altered' }
  | PackContentFault;

/**
 * Checks a pack on its own, without the desk it came from. The paper is drawn again from its attachment and must be the same, byte for byte; the audit's
 * events must follow each other, and the last of them bind the content. That finds what was changed in a pack, and not a pack somebody made up whole: for
 * that its `head` is to be compared with the desk's audit (`npm run audit -- verify --pack FILE --against-database`).
 */
export async function verifyPack(bytes: Uint8Array): Promise<Result<ProvedPack, PackFault>> {
  const paper = Buffer.from(bytes);
  if (!paper.subarray(0, 5).equals(Buffer.from('%PDF-'))) return err({ kind: 'not-a-pdf' });
  const attached = attachmentOf(paper);
  if (!attached) return err({ kind: 'not-a-pack' });
  const read = packIn(attached);
  if (!read.ok) return read;
  return (await isAsDrawn(read.value, paper)) ? provePack(read.value) : err({ kind: 'altered' });
}

/** The bytes of the embedded file. Papers of the desk have one, uncompressed; a damaged place is found when the paper is drawn again. */
function attachmentOf(paper: Buffer): Buffer | undefined {
  const at = paper.indexOf('/Type /EmbeddedFile');
  const begin = at < 0 ? -1 : paper.indexOf('stream\n', at);
  if (begin < 0) return undefined;
  const end = paper.indexOf('\nendstream', begin);
  return end < 0 ? undefined : paper.subarray(begin + 'stream\n'.length, end);
}

function packIn(attached: Buffer): Result<CasePack, PackFault> {
  let pack: Partial<CasePack> | null;
  try {
    pack = JSON.parse(attached.toString()) as Partial<CasePack> | null;
  } catch {
    return err({ kind: 'unreadable' });
  }
  if (pack?.format !== PACK_FORMAT) return err({ kind: 'not-a-pack' });
  if (typeof pack.version !== 'number') return err({ kind: 'unreadable' });
  if (pack.version !== PACK_VERSION) return err({ kind: 'other-version', version: pack.version });
  return ok(pack as CasePack);
}

/** What cannot be drawn at all lacks something: it is no pack the desk has made. */
async function isAsDrawn(pack: CasePack, paper: Buffer): Promise<boolean> {
  try {
    return paper.equals(await drawCasePack(pack));
  } catch {
    return false;
  }
}
