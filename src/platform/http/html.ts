/** Markup that is safe to send. Made only by `html`, which escapes whatever is put into it. */
export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

type HtmlDeps = Html | string | number | null | readonly Html[];

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escapeText = (text: string): string => text.replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? '');

function render(part: HtmlDeps): string {
  if (part === null) return '';
  if (part instanceof Html) return part.text;
  if (typeof part === 'object') return part.map((each) => each.text).join('');
  return escapeText(String(part));
}

/** A template whose values are escaped for text and quoted attributes; what `html` made goes in as it is. */
export const html = (fixed: TemplateStringsArray, ...parts: readonly HtmlDeps[]): Html =>
  new Html(fixed.map((text, i) => text + (i < parts.length ? render(parts[i] ?? null) : '')).join(''));
