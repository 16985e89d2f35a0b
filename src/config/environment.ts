import { z } from 'zod';
import type { SlackAccess } from '../chat/slack/access.ts';
import type { TeamsAccess } from '../chat/teams/access.ts';
import { parseVerifierKey } from '../features/audit/model/signedNote.ts';
import type { Witness } from '../features/audit/witness.ts';
import { isLoopback } from '../kernel/loopback.ts';
import { isPostgresUrl } from '../platform/database/open.ts';
import { postgresAccess } from '../platform/database/postgresTls.ts';

const text = z.string().trim().min(1);

/** A file beside the desk, unless a setting says otherwise. */
export const DEFAULT_DATABASE = '.data/desk.sqlite';

const PORT = 'Write a port number from 0 to 65535, for example 3978';

const LONG_SECRET = 'Write at least 16 characters that nobody can guess, as from: openssl rand -hex 24';

const STORAGE_RESOURCE =
  /^\/subscriptions\/[\w-]+\/resourceGroups\/[\w.()-]+\/providers\/Microsoft\.Storage\/storageAccounts\/[a-z0-9]{3,24}$/i;

const environmentSchema = z.object({
  PORT: z.coerce.number(PORT).int(PORT).min(0, PORT).max(65535, PORT).default(3978),
  HOST: text.default('0.0.0.0'),
  PUBLIC_URL: z
    .string()
    .refine(isBareOrigin, 'Write the desk’s public address and nothing behind it, for example https://desk.example.com')
    .transform((url) => new URL(url).origin)
    .optional(),
  PRACTICE_FILE: text.default('env/practice.json'),
  DATABASE_URL: text
    .refine(
      (url) => !url.includes('://') || /^postgres(ql)?:\/\//.test(url),
      'Write postgres://… or the path of a file',
    )
    .default(DEFAULT_DATABASE),
  AZURE_STORAGE_CONNECTION_STRING: text.optional(),
  AZURE_STORAGE_ACCOUNT_URL: z
    .url('Write the account’s address, for example https://NAME.blob.core.windows.net')
    .optional(),
  AZURE_STORAGE_RESOURCE_ID: text
    .regex(
      STORAGE_RESOURCE,
      'Write the storage account’s resource id (its Properties), /subscriptions/…/resourceGroups/…/providers/Microsoft.Storage/storageAccounts/NAME',
    )
    .optional(),
  RECORDINGS_HOOK_SECRET: text.min(16, LONG_SECRET).optional(),
  METRICS_TOKEN: text.min(16, LONG_SECRET).regex(/^\S+$/, 'Write it without spaces').optional(),
  AUDIT_KEY_FILE: text.optional(),
  AUDIT_WITNESS: text
    .transform(witnessIn)
    .refine((witness) => witness !== null, 'Write the witness’s address, a blank, and its public key NAME+ID+KEY')
    .optional(),
  SLACK_BOT_TOKEN: text.startsWith('xoxb-', 'A bot token begins with xoxb-').optional(),
  SLACK_SIGNING_SECRET: text.optional(),
  SLACK_APP_TOKEN: text.startsWith('xapp-', 'An app-level token begins with xapp-').optional(),
  SLACK_API_URL: z.url('Write the base address of Slack’s API').optional(),
  MICROSOFT_APP_ID: text.optional(),
  MICROSOFT_APP_PASSWORD: text.optional(),
  MICROSOFT_APP_TYPE: z
    .enum(['SingleTenant', 'MultiTenant', 'UserAssignedMSI'], 'Write SingleTenant, MultiTenant or UserAssignedMSI')
    .default('SingleTenant'),
  MICROSOFT_APP_TENANT_ID: text.optional(),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error'], 'Write debug, info, warn or error').default('info'),
});

export type Environment = ReturnType<typeof environmentOf>;

type Read =
  | { readonly ok: true; readonly value: Environment }
  | { readonly ok: false; readonly faults: readonly string[] };

/** Reads the environment; all faults at once, each with the variable's name and the mend. Empty counts as unset. */
export function parseEnvironment(variables: Readonly<Record<string, string | undefined>>): Read {
  const given = Object.fromEntries(
    Object.entries(variables).filter(([, value]) => value !== undefined && value.trim() !== ''),
  );
  const parsed = environmentSchema.safeParse(given);
  const faults = parsed.success ? [] : parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}.`);
  const names = new Set(Object.keys(given));
  faults.push(...databaseFaults(given.DATABASE_URL), ...storageFaults(names), ...platformFaults(names, given));
  if (!parsed.success || faults.length > 0) return { ok: false, faults };
  return { ok: true, value: environmentOf(parsed.data) };
}

const environmentOf = (env: z.output<typeof environmentSchema>) => ({
  port: env.PORT,
  host: env.HOST,
  publicUrl: env.PUBLIC_URL ?? null,
  practiceFile: env.PRACTICE_FILE,
  databaseUrl: env.DATABASE_URL,
  storage: env.AZURE_STORAGE_CONNECTION_STRING
    ? { connectionString: env.AZURE_STORAGE_CONNECTION_STRING }
    : { accountUrl: env.AZURE_STORAGE_ACCOUNT_URL ?? '' },
  /** The storage account as Azure’s management knows it; null when nobody has said. */
  storageResourceId: env.AZURE_STORAGE_RESOURCE_ID ?? null,
  /** What Event Grid must give to tell of new recordings; null: nobody may. */
  hookSecret: env.RECORDINGS_HOOK_SECRET ?? null,
  /** What whoever reads `/metrics` must give; null: only this machine may. */
  metricsToken: env.METRICS_TOKEN ?? null,
  /** Where the key is that checkpoints of the audit are signed with; null: they are not. */
  auditKeyFile: env.AUDIT_KEY_FILE ?? null,
  /** Who signs them too; null: nobody. */
  witness: env.AUDIT_WITNESS ?? null,
  slack: env.SLACK_BOT_TOKEN
    ? ({
        botToken: env.SLACK_BOT_TOKEN,
        signingSecret: env.SLACK_SIGNING_SECRET ?? null,
        appToken: env.SLACK_APP_TOKEN ?? null,
        apiUrl: env.SLACK_API_URL ?? null,
      } satisfies SlackAccess)
    : null,
  teams: env.MICROSOFT_APP_ID
    ? ({
        appId: env.MICROSOFT_APP_ID,
        appPassword: env.MICROSOFT_APP_PASSWORD ?? null,
        appType: env.MICROSOFT_APP_TYPE,
        tenantId: env.MICROSOFT_APP_TENANT_ID ?? null,
      } satisfies TeamsAccess)
    : null,
  logLevel: env.LOG_LEVEL,
});

function witnessIn(text: string): Witness | null {
  const [url = '', key = ''] = text.split(/\s+/);
  const parsed = parseVerifierKey(key);
  return URL.canParse(url) && parsed ? { url, key: parsed } : null;
}

const databaseFaults = (url: string | undefined): readonly string[] =>
  url !== undefined && isPostgresUrl(url.trim())
    ? postgresAccess(url.trim()).faults.map((fault) => `DATABASE_URL: ${fault}.`)
    : [];

function storageFaults(names: ReadonlySet<string>): readonly string[] {
  const both = ['AZURE_STORAGE_CONNECTION_STRING', 'AZURE_STORAGE_ACCOUNT_URL'].filter((n) => names.has(n));
  if (both.length === 1) return [];
  return both.length === 0
    ? [
        'AZURE_STORAGE_ACCOUNT_URL: say where the recordings are stored: this (with a managed identity) or AZURE_STORAGE_CONNECTION_STRING.',
      ]
    : ['AZURE_STORAGE_CONNECTION_STRING: is set beside AZURE_STORAGE_ACCOUNT_URL. Keep one of the two.'];
}

function platformFaults(names: ReadonlySet<string>, given: Readonly<Record<string, unknown>>): readonly string[] {
  const faults: string[] = [];
  const has = (name: string): boolean => names.has(name);
  if (!has('SLACK_BOT_TOKEN') && !has('MICROSOFT_APP_ID'))
    faults.push(
      'No platform is set: give SLACK_BOT_TOKEN (Slack), MICROSOFT_APP_ID (Teams), or both. To see the desk without either, run: npm run demo.',
    );
  if (has('SLACK_BOT_TOKEN') && !has('SLACK_SIGNING_SECRET') && !has('SLACK_APP_TOKEN'))
    faults.push(
      'SLACK_SIGNING_SECRET: is needed to know Slack’s requests are Slack’s (Basic Information, App Credentials). For Socket Mode give SLACK_APP_TOKEN instead.',
    );
  for (const name of ['SLACK_SIGNING_SECRET', 'SLACK_APP_TOKEN', 'SLACK_API_URL'])
    if (has(name) && !has('SLACK_BOT_TOKEN'))
      faults.push(`SLACK_BOT_TOKEN: is needed beside ${name} (OAuth & Permissions, Bot User OAuth Token).`);
  for (const name of ['MICROSOFT_APP_PASSWORD', 'MICROSOFT_APP_TENANT_ID'])
    if (has(name) && !has('MICROSOFT_APP_ID'))
      faults.push(`MICROSOFT_APP_ID: is needed beside ${name} (the bot’s application id).`);
  if (has('MICROSOFT_APP_ID') && !has('MICROSOFT_APP_TENANT_ID'))
    faults.push('MICROSOFT_APP_TENANT_ID: is needed: the desk answers people of this tenant only.');
  if (has('MICROSOFT_APP_ID') && !has('MICROSOFT_APP_PASSWORD') && given.MICROSOFT_APP_TYPE !== 'UserAssignedMSI')
    faults.push(
      'MICROSOFT_APP_PASSWORD: is needed beside MICROSOFT_APP_ID, unless MICROSOFT_APP_TYPE is UserAssignedMSI.',
    );
  const url = given.PUBLIC_URL;
  if (typeof url === 'string' && isBareOrigin(url) && new URL(url).protocol === 'http:' && !isLoopback(url))
    faults.push('PUBLIC_URL: must begin with https://: listen links and audio must not travel in the clear.');
  return faults;
}

/** The clip page’s addresses begin at the root: a path in front of them is not supported. */
function isBareOrigin(text: string): boolean {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return false;
  const { pathname, search, hash, username, password } = new URL(text);
  return pathname === '/' && [search, hash, username, password].every((part) => part === '') && !/[?#]/.test(text);
}
