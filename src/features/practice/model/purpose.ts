import { z } from 'zod';
import type { Document } from '../../../kernel/documentSchema.ts';

/** Why a recording may be heard: policy 2.1, 2.2, 5.4 to 5.7. */
export const PURPOSES = [
  'training',
  'performance',
  'abuse',
  'complaint',
  'regulatory',
  'legal',
  'disciplinary',
  'subject-access',
  'crime',
] as const;

export type Purpose = (typeof PURPOSES)[number];

export const approverRoleSchema = z.enum(['director', 'dpo']);

/** One agreement that somebody must give; the DPO's may be given by a delegate. */
export type ApproverRole = z.output<typeof approverRoleSchema>;

export const ROUTES = ['channel', 'channel-and-dpo', 'direct'] as const;

/** Where the cards go: the directors' channel; that and the DPO; or each entitled person's own chat. */
type Route = (typeof ROUTES)[number];

export const purposeRuleSchema = z.object({
  purpose: z.enum(PURPOSES),
  /** What people read. */
  title: z.string(),
  /** The policy's clause. */
  clause: z.string(),
  seats: z.array(approverRoleSchema),
  route: z.enum(ROUTES),
  /** What the purpose asks of the requester besides policy 5.2. */
  besides: z.array(z.enum(['asked-by', 'reference'])),
  /** Who may raise it. `dpo` purposes come from a case, not from the request form. */
  raisedBy: z.enum(['staff', 'dpo']),
  /** A statement the DPO’s approval slot must type, kept word for word; null when a yes is enough. */
  dpoStatement: z.string().nullable(),
  /** What a delegate in the DPO’s approval slot must state besides (policy 5.7). */
  delegateStatement: z.string().nullable(),
  /** The business manager is told when the clip is released (policy 2.1f). */
  tellBusinessManager: z.boolean(),
});

export type PurposeRule = Document<typeof purposeRuleSchema>;

const CONSULTED = 'When and how did you consult the Data Protection Officer?';

const byOneDirector = (purpose: Purpose, title: string, clause: string): PurposeRule => ({
  purpose,
  title,
  clause,
  seats: ['director'],
  route: 'channel',
  besides: [],
  raisedBy: 'staff',
  dpoStatement: null,
  delegateStatement: null,
  tellBusinessManager: false,
});

const byDirectorAndDpo = (
  purpose: Purpose,
  title: string,
  clause: string,
  rest: Partial<PurposeRule>,
): PurposeRule => ({
  ...byOneDirector(purpose, title, clause),
  seats: ['director', 'dpo'],
  route: 'direct',
  delegateStatement: CONSULTED,
  ...rest,
});

/** What each purpose needs (policy 2.1, 2.2; docs/guide/deciding.md). */
export const DEFAULT_RULES: Readonly<Record<Purpose, PurposeRule>> = {
  training: byOneDirector('training', 'Staff training', '2.1a'),
  performance: byOneDirector('performance', 'Staff performance', '2.1b'),
  abuse: byOneDirector('abuse', 'Abusive or nuisance call', '2.1c'),
  complaint: byOneDirector('complaint', 'Complaint', '2.1d'),
  regulatory: byDirectorAndDpo('regulatory', 'Regulatory investigation', '2.2', {
    route: 'channel-and-dpo',
    besides: ['asked-by', 'reference'],
  }),
  legal: byDirectorAndDpo('legal', 'Legal enquiry', '2.1e', { besides: ['reference'] }),
  disciplinary: byDirectorAndDpo('disciplinary', 'Disciplinary process', '2.1f, 5.7', {
    dpoStatement: 'Your written agreement to this release, kept word for word',
    tellBusinessManager: true,
  }),
  'subject-access': byDirectorAndDpo('subject-access', 'Subject access request', '5.4, 5.5', {
    raisedBy: 'dpo',
    besides: ['reference'],
  }),
  crime: byDirectorAndDpo('crime', 'Detection or prevention of crime', '5.6', {
    raisedBy: 'dpo',
    besides: ['asked-by', 'reference'],
  }),
};

/** What a practice file may change of a purpose. */
export interface PurposeOverride {
  readonly seats?: readonly ApproverRole[] | undefined;
  readonly route?: Route | undefined;
  readonly title?: string | undefined;
}

export type PurposeTable = Readonly<Record<Purpose, PurposeRule>>;

export function purposeTable(overrides: Partial<Record<Purpose, PurposeOverride>>): PurposeTable {
  const merged = PURPOSES.map((purpose) => {
    const rule = DEFAULT_RULES[purpose];
    const { seats = rule.seats, route = rule.route, title = rule.title } = overrides[purpose] ?? {};
    return [purpose, { ...rule, seats, route, title }] as const;
  });
  return Object.fromEntries(merged) as unknown as PurposeTable;
}

/** The purposes the request form offers to staff. */
export const formPurposes = (table: PurposeTable): readonly PurposeRule[] =>
  PURPOSES.map((purpose) => table[purpose]).filter((rule) => rule.raisedBy === 'staff');
