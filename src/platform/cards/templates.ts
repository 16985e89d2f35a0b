import type { CardKind } from '../../chat/cardView.ts';

/** Kinds that are drawn by a template of several: a sheet to read, or a form of inputs. */
const SHARED = {
  case: 'sheet',
  'case-reminder': 'sheet',
  'emergency-notice': 'sheet',
  release: 'sheet',
  'link-locked': 'sheet',
  'outside-given': 'sheet',
  'page-link': 'sheet',
  hold: 'sheet',
  'hold-end': 'sheet',
  found: 'sheet',
  delegation: 'sheet',
  'delegate-agreed': 'sheet',
  register: 'sheet',
  home: 'sheet',
  'report-form': 'desk-form',
  'step-form': 'desk-form',
  'release-form': 'desk-form',
  'outside-form': 'desk-form',
  'hold-form': 'desk-form',
  'search-form': 'desk-form',
  'found-form': 'desk-form',
  'delegation-form': 'desk-form',
} as const satisfies Partial<Record<CardKind, 'sheet' | 'desk-form'>>;

export type TemplateName = Exclude<CardKind, keyof typeof SHARED> | 'sheet' | 'desk-form';

/** The template a kind of card is drawn by. */
export const templateOf = (kind: CardKind): TemplateName =>
  Object.hasOwn(SHARED, kind) ? SHARED[kind as keyof typeof SHARED] : (kind as TemplateName);
