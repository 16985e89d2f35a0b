import { withoutCloseMark, withoutCopyMarks } from '../../../kernel/fileName.ts';

/** `%3A` as the character it stands for; what is no such code stays. */
export const percentDecoded = (text: string): string =>
  text.replace(/(?:%[0-9a-f]{2})+/gi, (codes) => {
    try {
      return decodeURIComponent(codes);
    } catch {
      return codes;
    }
  });

/** Colons that stand in for the one a file name cannot hold, and marks that are not seen. */
const COLONS = /[\ua789\u2236\u02d0\ufe55]/g;

const UNSEEN = /[\p{Cc}\u200b-\u200f\u202a-\u202e\ufeff]/gu;

const plain = (text: string): string => percentDecoded(text).normalize('NFKC').replace(COLONS, ':').replace(UNSEEN, '');

/**
 * A name as phone systems write it: spelt in plain characters, without what downloading and copying put on it.
 * A number that stands close to the name (`call(1).wav`) may be the call's own, so both readings are given,
 * the one without it first.
 */
export function readableNames(name: string): readonly string[] {
  const path = name.split('/').map(plain);
  const file = path.pop() ?? '';
  const read = new Set([withoutCloseMark(file), withoutCopyMarks(file)]);
  return [...read].map((each) => [...path, each].join('/'));
}
