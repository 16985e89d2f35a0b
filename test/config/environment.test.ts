import { describe, expect, it } from 'vitest';
import { parseEnvironment } from '../../src/config/environment.ts';
import { verifierText } from '../../src/features/audit/model/signedNote.ts';
import { isLoopback } from '../../src/kernel/loopback.ts';
import { publicOf } from '../support/auditKey.ts';

const SLACK = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 'secret' };

const TEAMS = { MICROSOFT_APP_ID: 'app', MICROSOFT_APP_PASSWORD: 'pass', MICROSOFT_APP_TENANT_ID: 'tenant' };

const STORAGE = { AZURE_STORAGE_ACCOUNT_URL: 'https://desk.blob.core.windows.net' };

const GOOD = { ...SLACK, ...STORAGE };

const read = (variables: Record<string, string | undefined>) => {
  const parsed = parseEnvironment(variables);
  if (!parsed.ok) throw new Error(parsed.faults.join('\n'));
  return parsed.value;
};

const faultsOf = (variables: Record<string, string | undefined>): readonly string[] => {
  const parsed = parseEnvironment(variables);
  return parsed.ok ? [] : parsed.faults;
};

describe('the environment', () => {
  it('needs a chat platform and a storage, and gives every other setting its usual value', () => {
    expect(read(GOOD)).toEqual({
      port: 3978,
      host: '0.0.0.0',
      publicUrl: null,
      practiceFile: 'env/practice.json',
      databaseUrl: '.data/desk.sqlite',
      storage: { accountUrl: 'https://desk.blob.core.windows.net' },
      storageResourceId: null,
      hookSecret: null,
      metricsToken: null,
      auditKeyFile: null,
      witness: null,
      slack: { botToken: 'xoxb-1', signingSecret: 'secret', appToken: null, apiUrl: null },
      teams: null,
      logLevel: 'info',
    });
  });

  it('takes the settings of Teams alone, or of Slack and Teams', () => {
    expect(read({ ...TEAMS, ...STORAGE })).toMatchObject({
      slack: null,
      teams: { appId: 'app', appPassword: 'pass', appType: 'SingleTenant', tenantId: 'tenant' },
    });
    expect(read({ ...GOOD, ...TEAMS })).toMatchObject({ slack: {}, teams: {} });
  });

  it('takes a storage connection string in place of the account’s address', () => {
    const variables = { ...SLACK, AZURE_STORAGE_CONNECTION_STRING: 'UseDevelopmentStorage=true' };
    expect(read(variables).storage).toEqual({ connectionString: 'UseDevelopmentStorage=true' });
  });

  it('takes an empty variable for one that is not set', () => {
    expect(read({ ...GOOD, PORT: '', PUBLIC_URL: '  ', MICROSOFT_APP_ID: '' })).toEqual(read(GOOD));
  });

  it('says how to see the desk where no chat platform is set', () => {
    expect(faultsOf(STORAGE)).toEqual([expect.stringContaining('npm run demo')]);
  });

  it('lists all wrong variables at once, each with its name and the mend', () => {
    const faults = faultsOf({
      PORT: 'abc',
      PUBLIC_URL: 'desk',
      DATABASE_URL: 'mysql://x',
      SLACK_BOT_TOKEN: 'xoxp-1',
      SLACK_APP_TOKEN: 'token',
      SLACK_API_URL: 'slack',
      MICROSOFT_APP_TYPE: 'Any',
      MICROSOFT_APP_PASSWORD: 'p',
      LOG_LEVEL: 'loud',
    });
    const names = faults.map((fault) => fault.slice(0, fault.indexOf(':')));
    expect([...names].sort()).toEqual([
      'AZURE_STORAGE_ACCOUNT_URL',
      'DATABASE_URL',
      'LOG_LEVEL',
      'MICROSOFT_APP_ID',
      'MICROSOFT_APP_TYPE',
      'PORT',
      'PUBLIC_URL',
      'SLACK_API_URL',
      'SLACK_APP_TOKEN',
      'SLACK_BOT_TOKEN',
    ]);
    for (const fault of faults) expect(fault).toMatch(/^\S+: .{10,}\.$/);
  });

  it.each([
    ['a signing secret or an app token', { SLACK_SIGNING_SECRET: undefined }, 'SLACK_SIGNING_SECRET'],
    [
      'a bot token beside an app token',
      { SLACK_BOT_TOKEN: undefined, SLACK_APP_TOKEN: 'xapp-1', ...TEAMS },
      'SLACK_BOT_TOKEN',
    ],
    ['a tenant beside an app id', { ...TEAMS, MICROSOFT_APP_TENANT_ID: undefined }, 'MICROSOFT_APP_TENANT_ID'],
    ['a password beside an app id', { ...TEAMS, MICROSOFT_APP_PASSWORD: undefined }, 'MICROSOFT_APP_PASSWORD'],
    ['one storage, not two', { AZURE_STORAGE_CONNECTION_STRING: 'x' }, 'AZURE_STORAGE_CONNECTION_STRING'],
  ])('refuses settings without %s', (_, change, name) => {
    expect(faultsOf({ ...GOOD, ...change })).toContainEqual(expect.stringMatching(new RegExp(`^${name}: .+\\.$`)));
  });

  it('needs no Teams password where the identity is Azure’s own', () => {
    const identity = { ...TEAMS, MICROSOFT_APP_PASSWORD: undefined, MICROSOFT_APP_TYPE: 'UserAssignedMSI' };
    expect(faultsOf({ ...STORAGE, ...identity })).toEqual([]);
  });

  it.each(['0', '65535'])('takes port %s', (port) => {
    expect(read({ ...GOOD, PORT: port }).port).toBe(Number(port));
  });

  it.each(['-1', '65536', '80.5', 'http'])('refuses port %s', (port) => {
    expect(faultsOf({ ...GOOD, PORT: port })).toEqual([expect.stringMatching(/^PORT: .*3978\.$/)]);
  });

  it.each([
    '.data/desk.sqlite',
    ':memory:',
    'postgres://u:p@db/desk',
    'postgresql://db/desk',
  ])('takes the database %s', (url) => {
    expect(read({ ...GOOD, DATABASE_URL: url }).databaseUrl).toBe(url);
  });
});

describe('the witness of the audit', () => {
  const KEY = publicOf('w');

  it('is an address and its public key', () => {
    const { witness } = read({ ...GOOD, AUDIT_WITNESS: `https://witness.example.com/desk  ${KEY}` });
    expect(witness?.url).toBe('https://witness.example.com/desk');
    expect(witness && verifierText(witness.key)).toBe(KEY);
  });

  it.each([
    'https://witness.example.com',
    KEY,
    `witness ${KEY}`,
    `https://witness.example.com ${KEY.slice(0, -1)}`,
  ])('is not %s', (text) => {
    expect(faultsOf({ ...GOOD, AUDIT_WITNESS: text })).toEqual([expect.stringMatching(/^AUDIT_WITNESS: .+\.$/)]);
  });
});

describe('the token for the figures', () => {
  it.each(['0123456789abcdef', 'a'.repeat(64)])('may be %s', (token) => {
    expect(read({ ...GOOD, METRICS_TOKEN: token }).metricsToken).toBe(token);
  });

  it('may not be shorter than 16 characters', () => {
    expect(faultsOf({ ...GOOD, METRICS_TOKEN: '0123456789abcde' })).toEqual([
      expect.stringMatching(/^METRICS_TOKEN: .+\.$/),
    ]);
  });
});

describe('the storage account as Azure knows it', () => {
  const id = (group: string, account: string) =>
    `/subscriptions/0b1f6471-1bf0-4dda-aec3-111122223333/resourceGroups/${group}/providers/Microsoft.Storage/storageAccounts/${account}`;

  it.each([id('vets', 'vetcalls01'), id('rg-vets_(uk).1', 'abc')])('takes %s', (resource) => {
    expect(read({ ...GOOD, AZURE_STORAGE_RESOURCE_ID: resource }).storageResourceId).toBe(resource);
  });

  it.each([
    'vetcalls01',
    id('vets', 'ab'),
    id('vets', 'a'.repeat(25)),
    id('vets', 'vet-calls'),
    `${id('vets', 'vetcalls01')}/`,
    `${id('vets', 'vetcalls01')}?x=1`,
    `https://management.azure.com${id('vets', 'vetcalls01')}`,
    id('../x', 'vetcalls01'),
  ])('refuses %s, and says where to find it', (resource) => {
    expect(faultsOf({ ...GOOD, AZURE_STORAGE_RESOURCE_ID: resource })).toEqual([
      expect.stringMatching(/^AZURE_STORAGE_RESOURCE_ID: .*Properties.*\.$/),
    ]);
  });
});

describe('the secret of the recordings’ hook', () => {
  it('takes a hook secret of 16 characters and refuses one of 15', () => {
    expect(read({ ...GOOD, RECORDINGS_HOOK_SECRET: 'x'.repeat(16) }).hookSecret).toBe('x'.repeat(16));
    expect(faultsOf({ ...GOOD, RECORDINGS_HOOK_SECRET: 'x'.repeat(15) })).toEqual([
      expect.stringMatching(/^RECORDINGS_HOOK_SECRET: .*16 characters.*\.$/),
    ]);
  });

  it('does not show a refused hook secret in the fault', () => {
    expect(faultsOf({ ...GOOD, RECORDINGS_HOOK_SECRET: 'hunter2' }).join()).not.toContain('hunter2');
  });
});

describe('the public address', () => {
  it.each([
    ['https://desk.example.com', 'https://desk.example.com'],
    ['https://desk.example.com/', 'https://desk.example.com'],
    ['https://desk.example.com:8443', 'https://desk.example.com:8443'],
    ['HTTPS://Desk.Example.com', 'https://desk.example.com'],
    ['http://127.0.0.1:3978', 'http://127.0.0.1:3978'],
    ['http://localhost:3978/', 'http://localhost:3978'],
  ])('keeps the public address %s as %s', (url, kept) => {
    expect(read({ ...GOOD, PUBLIC_URL: url }).publicUrl).toBe(kept);
  });

  it.each([
    'https://example.com/desk',
    'https://example.com/?a=1',
    'https://example.com?',
    'https://example.com#top',
    'https://user:pass@example.com',
    'http://desk.example.com',
    'http://127.0.0.1.example.com',
    'ftp://desk.example.com',
    'desk.example.com',
    'http://',
    'https://',
  ])('refuses the public address %s, with an example', (url) => {
    expect(faultsOf({ ...GOOD, PUBLIC_URL: url })).toEqual([expect.stringMatching(/^PUBLIC_URL: .*https:\/\/.*\.$/)]);
  });
});

it.each([
  ['127.0.0.1', true],
  ['http://127.9.9.9:1', true],
  ['localhost', true],
  ['http://[::1]:3978', true],
  ['0.0.0.0', false],
  ['127.0.0.1.example.com', false],
  ['https://localhost.example.com', false],
])('tells whether %s is this computer’s own address: %s', (host, own) => {
  expect(isLoopback(host)).toBe(own);
});
