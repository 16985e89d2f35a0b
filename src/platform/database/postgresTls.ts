import { existsSync } from 'node:fs';
import pg from 'pg';
import { listOf } from '../../kernel/listOf.ts';
import { isLoopback } from '../../kernel/loopback.ts';

/** How the desk speaks to a PostgreSQL server, from its address. */
export interface PostgresAccess {
  /** What the driver is given. */
  readonly connection: { readonly connectionString: string; readonly ssl?: true };
  /** Nothing is encrypted on a way that leaves this machine, because somebody has said so. */
  readonly isPlain: boolean;
  /** What in the address does not fit, each with the mend; such an address is not connected to. */
  readonly faults: readonly string[];
}

/** Words for TLS. The driver takes all of them for the last, and says that it will not for ever. */
const VERIFIED = ['prefer', 'require', 'verify-ca', 'verify-full'];

const FILES = ['sslrootcert', 'sslcert', 'sslkey'];

/**
 * Outside this machine the way is encrypted and the server's certificate is verified, name and all, unless the
 * address says `sslmode=disable`. What would encrypt without verifying is refused: it looks safe and is not.
 */
export function postgresAccess(url: string): PostgresAccess {
  // The driver lets the host be left out behind a name and a password, which is no URL.
  const named = URL.canParse(url);
  const readable = named ? url : url.replace('@/', '@host/');
  if (!URL.canParse(readable)) return { connection: { connectionString: url }, isPlain: false, faults: [UNREADABLE] };
  const { hostname, searchParams } = new URL(readable);
  const given = (name: string): string | undefined => searchParams.getAll(name).at(-1);
  const mode = given('sslmode');
  const isOutside = !isOwnMachine(given('host') || (named ? hostname : ''));
  const isVerified =
    [undefined, 'disable', ...VERIFIED].includes(mode) &&
    [undefined, 'true', '1'].includes(given('ssl')) &&
    given('uselibpqcompat') !== 'true';
  const tlsOnly = [...FILES, 'ssl', 'sslnegotiation'].find(given);
  const connectionString = url.replace(/(?<=[?&]sslmode=)(?:prefer|require|verify-ca)(?=&|$)/g, 'verify-full');
  return {
    // What the address itself says of TLS comes before this.
    connection: isOutside ? { connectionString, ssl: true } : { connectionString },
    isPlain: isOutside && mode === 'disable',
    faults: listOf([
      isOutside && !isVerified && UNVERIFIED,
      mode === 'disable' && tlsOnly && `sslmode=disable is set beside ${tlsOnly}: leave out one of the two`,
      ...FILES.filter((name) => given(name) && !existsSync(given(name) ?? '')).map(
        (name) => `the file of ${name} is not there: mend its path`,
      ),
    ]),
  };
}

const UNREADABLE = 'it cannot be read: write special characters of the password as percent codes (@ is %40)';

const UNVERIFIED =
  'what it says of TLS does not verify the server: write sslmode=verify-full (with sslrootcert=FILE where its authority is your own) in place of no-verify, allow, ssl= and uselibpqcompat=; or sslmode=disable where nobody else can read the network';

/** Of no host, the one the driver takes; a path, which may be in percent codes, is a socket of this machine. */
function isOwnMachine(host: string): boolean {
  const taken = host === '' ? new pg.Client().host : host;
  return /^(?:\/|%2f)/i.test(taken) || (!taken.includes('/') && isLoopback(taken));
}
