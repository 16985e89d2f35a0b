/** The Adaptive Card templates of `cards/`. */
export const TEMPLATES = ['form', 'request', 'clip', 'case', 'list', 'deletion', 'report', 'policy', 'notice'] as const;

export type TemplateName = (typeof TEMPLATES)[number];
