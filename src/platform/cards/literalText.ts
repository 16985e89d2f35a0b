/** Put after a text that was cut, so that nobody takes a part for the whole. */
export const SHORTENED = '… (shortened)';

const WORD_JOINER = '\u2060';

/** Stands for `${` in data while a template is expanded; a Unicode noncharacter, so no text holds it. */
export const DOLLAR_MARK = '\uFDD0';

// Control characters (but line ends and tabs), and the marks that reverse the order of the text around them:
// with
// those a name could make a card read as something else. Right-to-left letters need none of them.
const UNSHOWABLE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u202A-\u202E\u2060\u2066-\u2069\uFDD0-\uFDEF\uFEFF]/g;

/** The text without characters that show nothing but change how the rest is shown; line ends as `\n`. */
export const showable = (text: string): string => text.replace(/\r\n?/g, '\n').replace(UNSHOWABLE, '').toWellFormed();

/** `{{DATE(...)}}` is worked out by hosts even in a text run: an invisible joiner between the braces stops it. */
export const withoutHostFunctions = (text: string): string => text.replace(/\{(?=\{)/g, `{${WORD_JOINER}`);

/** Text as Markdown that shows it unchanged, in a TextBlock, a fact or an expanded choice on Teams; see `plainText`. */
export const escapeMarkdown = (text: string): string =>
  withoutHostFunctions(text)
    .replace(/[\\`*_[\]<>~#|]/g, '\\$&')
    .replace(/&(?=#?\w+;)/g, '\\&')
    .replace(/:(?=\/\/)/g, '\\:')
    .replace(/^(\s*)([-+=])/gm, '$1\\$2')
    .replace(/^(\s*\d+)([.)])/gm, '$1\\$2');

/** What a reader sees of a text made by `withoutHostFunctions`. */
export const plainRun = (text: string): string => text.replaceAll(WORD_JOINER, '');

/** What a reader sees of a text made by `escapeMarkdown`. */
export const plainText = (markdown: string): string => plainRun(markdown).replace(/\\([!-/:-@[-`{-~])/g, '$1');

/** At most `max` UTF-16 units, cut between characters and visibly. */
export function shorten(text: string, max: number, mark: string = SHORTENED): string {
  if (text.length <= max) return text;
  const kept = text.slice(0, Math.max(0, max - mark.length));
  return `${kept.replace(/[\uD800-\uDBFF]$/, '').trimEnd()}${mark}`;
}
