import type { Ask } from './request.ts';

/**
 * Whether a request narrows the calls it could mean enough not to be browsing (policy 5.3). An outside number narrows by itself. An
 * extension, a withheld or internal number, or names narrow with a time of day; without one, an extension needs one of the others
 * beside it, and only within one day.
 */
export function narrows(ask: Ask): boolean {
  const extension = ask.extension.kind === 'known';
  const sort = ask.number.kind === 'internal' || ask.number.kind === 'withheld';
  const names = ask.parties.kind === 'known';
  if (ask.number.kind === 'known') return true;
  switch (ask.when.kind) {
    case 'about':
      return extension || sort || names;
    case 'day':
      return extension && (sort || names);
    case 'range':
      return false;
  }
}
