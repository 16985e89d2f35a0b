/** The Adaptive Card templates of `cards/`. */
export const TEMPLATES = [
  'request-form',
  'form',
  'request',
  'clip',
  'case',
  'list',
  'deletion',
  'report',
  'policy',
  'notice',
] as const;

export type TemplateName = (typeof TEMPLATES)[number];
