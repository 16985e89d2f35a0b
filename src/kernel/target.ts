import type { CaseId, HoldId, RequestId } from './ids.ts';

/** What a button, a form or a click is about. It names a thing and gives no right to it. */
export type Target =
  /** Something that does not exist yet, or nothing in particular. */
  | { readonly kind: 'new' }
  | { readonly kind: 'request'; readonly id: RequestId }
  /** What was released from a case; its id is the request's. */
  | { readonly kind: 'release'; readonly id: RequestId }
  /** `step` names the step of the case that a form is for. */
  | { readonly kind: 'case'; readonly id: CaseId; readonly step?: string }
  | { readonly kind: 'hold'; readonly id: HoldId }
  | { readonly kind: 'lock'; readonly id: string }
  /** The question whether a night may delete so much. */
  | { readonly kind: 'purge'; readonly id: string }
  | { readonly kind: 'delegation'; readonly id: string }
  /** The question whose an account is. */
  | { readonly kind: 'account'; readonly id: string }
  /** The question whether a channel may have cards. */
  | { readonly kind: 'channel'; readonly id: string }
  /** A search of the DPO's; a page of what it found, or one recording of it. */
  | { readonly kind: 'search'; readonly id: string; readonly page?: number; readonly recording?: string }
  | { readonly kind: 'home' | 'mine'; readonly page: number };

export type TargetKind = Target['kind'];

export type TargetOf<Kind extends TargetKind> = Kind extends 'home' | 'mine'
  ? { readonly kind: Kind; readonly page: number }
  : Extract<Target, { readonly kind: Kind }>;

export const NEW: TargetOf<'new'> = { kind: 'new' };

/** What an id that people read names, by the letter it begins with: a case is one of subject access or of the police. */
const KINDS: Readonly<Record<string, TargetKind>> = {
  R: 'request',
  S: 'case',
  P: 'case',
  H: 'hold',
  L: 'lock',
  F: 'search',
  V: 'delegation',
  A: 'account',
  C: 'channel',
};

/** The text by which a platform carries a target: an id, with the page, the recording or the step behind it. */
export function encodeTarget(target: Target): string {
  switch (target.kind) {
    case 'new':
      return 'new';
    case 'home':
    case 'mine':
      return `${target.kind}/page/${target.page}`;
    case 'case':
      return target.step === undefined ? target.id : `${target.id}/step/${target.step}`;
    case 'search':
      if (target.recording !== undefined) return `${target.id}/recording/${target.recording}`;
      return target.page === undefined ? target.id : `${target.id}/page/${target.page}`;
    default:
      return target.id;
  }
}

/**
 * Reads a target back. An action says what it is `about`, so a click cannot turn it on something else; an
 * action about `any` takes what the text names, a request where it names nothing the desk gives out.
 */
export function decodeTarget(text: string, about: TargetKind | 'any'): Target {
  const [id = '', part, rest = ''] = text.split('/', 3);
  const kind = about === 'any' ? kindOf(id) : about;
  switch (kind) {
    case 'new':
      return NEW;
    case 'home':
    case 'mine':
      return { kind, page: pageIn(part, rest) ?? 1 };
    case 'case':
      return part === 'step' ? { kind, id, step: rest } : { kind, id };
    case 'search': {
      const page = pageIn(part, rest);
      if (part === 'recording') return { kind, id, recording: rest };
      return page === undefined ? { kind, id } : { kind, id, page };
    }
    default:
      return { kind, id: text };
  }
}

function kindOf(id: string): TargetKind {
  if (id === 'new' || id === 'home' || id === 'mine') return id;
  return KINDS[/^([A-Z])-/.exec(id)?.[1] ?? ''] ?? 'request';
}

const pageIn = (part: string | undefined, text: string): number | undefined =>
  part === 'page' ? Math.max(1, Number.parseInt(text, 10) || 1) : undefined;

/** The id of what a target names; undefined where it names nothing that is stored. */
export const idOfTarget = (target: Target): string | undefined => ('id' in target ? target.id : undefined);
