import { z } from 'zod';

/** Ids, tokens and names of Slack's own: short, and nothing a database or an address would stumble on. */
const name = z
  .string()
  .max(255)
  .regex(/^[\w.:-]+$/);

/** Of a workspace or an organisation; the SDK keeps a client under it. */
const teamId = z.string().regex(/^[TE][A-Z0-9]{1,40}$/);

const team = z.object({ id: teamId }).nullish();

const person = z.object({ id: name, team_id: teamId.optional() });

const text = z.string().nullish();

const option = z.object({ value: text }).nullish();

const inputSchema = z.object({
  type: z.string(),
  value: text,
  selected_date: text,
  selected_time: text,
  selected_option: option,
  selected_options: z.array(option).nullish(),
  selected_users: z.array(name).nullish(),
});

const state = z.object({ values: z.record(z.string(), z.record(z.string(), inputSchema)) });

const words = z.looseObject({ text: z.string() });

/** A view that a button stood in, with what is needed to show it once more. */
const openView = z.object({
  id: name,
  type: z.string(),
  hash: text,
  callback_id: z.string().default(''),
  private_metadata: z.string().default(''),
  state: state.nullish(),
  root_view_id: name.nullish(),
  previous_view_id: name.nullish(),
  title: words.nullish(),
  submit: words.nullish(),
  close: words.nullish(),
  blocks: z.array(z.looseObject({ type: z.string() })).default([]),
});

/** What the desk makes something of, by the fields it looks at; whatever else Slack sends is left out. */
const inboundSchema = z.union([
  z.object({
    type: z.literal('event_callback'),
    event_id: name,
    team_id: teamId.nullish(),
    event: z.union([
      z.object({
        type: z.literal('app_mention'),
        user: name.optional(),
        user_team: teamId.optional(),
        bot_id: text,
        channel: name,
        text: z.string().optional(),
      }),
      z.object({
        type: z.literal('app_home_opened'),
        user: name,
        user_team: teamId.optional(),
        tab: z.string().optional(),
      }),
      z.object({
        type: z.literal('message'),
        channel_type: z.string().optional(),
        subtype: text,
        bot_id: text,
        user: name.optional(),
        user_team: teamId.optional(),
        channel: name,
        text: z.string().optional(),
      }),
      z.object({ type: name }).refine(({ type }) => !['app_mention', 'app_home_opened', 'message'].includes(type)),
    ]),
  }),
  z.object({
    type: z.literal('block_actions'),
    user: person,
    team,
    trigger_id: name,
    response_url: z.url({ protocol: /^https?$/ }).optional(),
    channel: z.object({ id: name }).optional(),
    container: z.record(z.string(), z.unknown()).optional(),
    message: z.object({ ts: name }).optional(),
    view: openView.nullish(),
    actions: z
      .array(
        z.object({
          type: z.string(),
          action_id: z.string(),
          block_id: z.string().optional(),
          value: z.string().optional(),
        }),
      )
      .min(1),
  }),
  z.object({
    type: z.literal('view_submission'),
    user: person,
    team,
    view: z.object({ id: name, callback_id: z.string(), private_metadata: z.string(), state }),
  }),
  z.object({
    type: z.enum(['shortcut', 'message_action']),
    callback_id: z.string(),
    trigger_id: name,
    user: person,
    team,
    channel: z.object({ id: name }).optional(),
    message: z.object({ text: z.string().optional() }).optional(),
    response_url: z.url({ protocol: /^https?$/ }).optional(),
  }),
  z.object({
    command: z.string().startsWith('/'),
    text: z.string().optional(),
    user_id: name,
    team_id: teamId.optional(),
    channel_id: name.optional(),
    trigger_id: name,
    response_url: z.url({ protocol: /^https?$/ }).optional(),
  }),
]);

/** What Slack may send besides, of which the desk makes nothing. */
const otherSchema = z.object({
  type: z.enum(['app_rate_limited', 'block_suggestion', 'view_closed', 'workflow_step_edit']),
});

/** Bolt takes what it is given for what Slack documents, and falls over anything else: this stands before it. */
export function readInbound(sent: unknown): Record<string, unknown> | 'other' | 'malformed' {
  const known = inboundSchema.safeParse(sent);
  if (known.success) return { ...known.data };
  return otherSchema.safeParse(sent).success ? 'other' : 'malformed';
}
