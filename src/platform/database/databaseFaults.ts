/** The database cannot be used as it is; the message says why, and what to do, for whoever starts the desk. */
export class DatabaseUnusable extends Error {
  override readonly name = 'DatabaseUnusable';
}

/** PostgreSQL's words for a server that is stopping, starting or gone, and Node's for a connection that is. */
const LOST_CODES = new Set([
  '57P01',
  '57P02',
  '57P03',
  '08000',
  '08001',
  '08003',
  '08004',
  '08006',
  'ECONNRESET',
  'ECONNREFUSED',
  'EPIPE',
  'ETIMEDOUT',
]);

/** What the driver says without a code. */
const LOST_TEXTS =
  /^(?:Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect|Query read timeout|Client was closed|Cannot use a pool after)/;

/** Whether the connection to the database was lost, so that what was not committed is undone. */
export function isConnectionLost(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = error as { readonly code?: unknown };
  return (typeof code === 'string' && LOST_CODES.has(code)) || LOST_TEXTS.test(error.message);
}

/** SQLite's primary result codes, as far as somebody can do something about them. */
const SQLITE_TEXTS: Readonly<Record<number, (path: string) => string>> = {
  5: (path) => `Another process has the database ${path} locked: stop it, then start again.`,
  6: (path) => `Another process has the database ${path} locked: stop it, then start again.`,
  8: (path) => `The database ${path} cannot be written: give the desk's account the right to write it and its folder.`,
  10: (path) => `The disk under the database ${path} does not work: look at the disk, then start again.`,
  11: (path) => damagedText(path),
  13: (path) => `The disk under the database ${path} is full: make room, then start again.`,
  14: (path) => `The database ${path} cannot be opened: its folder must be there and open to the desk's account.`,
  26: (path) => `${path} is no database of the desk: look at DATABASE_URL.`,
};

export const damagedText = (path: string): string =>
  `The database ${path} is damaged: keep it as it is, put the newest copy of it in its place, and start again.`;

const POSTGRES_TEXTS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'No PostgreSQL server answers at the address of DATABASE_URL: start it, or mend the address.',
  ENOTFOUND: 'The server of DATABASE_URL is not known: mend the address.',
  ETIMEDOUT: 'The PostgreSQL server of DATABASE_URL does not answer: look at the network and its firewall.',
  '28P01': 'PostgreSQL refuses the name or the password of DATABASE_URL: mend them.',
  '28000': 'PostgreSQL does not let the user of DATABASE_URL in: mend its pg_hba.conf or the name.',
  '3D000': 'The database of DATABASE_URL is not there: create it, or mend the name.',
  '53300': 'PostgreSQL has no connection left for the desk: raise max_connections, or end what uses them.',
  '53100': 'The disk of the PostgreSQL server is full: make room, then start again.',
  '57P03': 'The PostgreSQL server is starting or stopping: start the desk again in a moment.',
  '42501': 'The user of DATABASE_URL may not create tables: grant it the right, or use the database’s owner.',
  '25006': 'The PostgreSQL server takes no writes: DATABASE_URL must name the primary.',
};

/** Node's words for certificates, and the driver's for a server that has none. */
const TLS_TEXTS: readonly (readonly [RegExp, string])[] = [
  [/^CERT_HAS_EXPIRED/, 'The certificate of the PostgreSQL server of DATABASE_URL has run out: renew it.'],
  [
    /^ERR_TLS_CERT_ALTNAME_INVALID/,
    'The certificate of the PostgreSQL server is for another name: write the server in DATABASE_URL as its certificate does.',
  ],
  [
    /_SIGNED_CERT|^UNABLE_TO_(?:GET_ISSUER|VERIFY)/,
    'The certificate of the PostgreSQL server of DATABASE_URL is not trusted: add sslrootcert=FILE with the certificate of its authority.',
  ],
  [
    /does not support SSL/,
    'The PostgreSQL server of DATABASE_URL offers no TLS: switch it on there; or add sslmode=disable where nobody else can read the network.',
  ],
];

/** A fault of opening a database in a sentence; the error itself where nobody has thought of it. */
export function openingFault(error: unknown, path: string): unknown {
  if (!(error instanceof Error) || error instanceof DatabaseUnusable) return error;
  const { errcode, code } = error as { readonly errcode?: number; readonly code?: string };
  // An extended code keeps the primary one in its lowest byte.
  const sqlite = errcode === undefined ? undefined : SQLITE_TEXTS[errcode & 0xff];
  if (sqlite) return new DatabaseUnusable(sqlite(path));
  const tls = TLS_TEXTS.find(([words]) => words.test(code ?? error.message))?.[1];
  const postgres = POSTGRES_TEXTS[code ?? ''] ?? tls;
  if (postgres) return new DatabaseUnusable(postgres);
  return isConnectionLost(error) ? new DatabaseUnusable(POSTGRES_TEXTS.ETIMEDOUT as string) : error;
}
