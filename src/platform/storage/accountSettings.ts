import type { TokenCredential } from '@azure/identity';
import type { LifecycleRule } from './accountFacts.ts';
import { deadline } from './connect.ts';
import { StorageUnavailable } from './ports.ts';

/** Where Azure’s management answers, and who asks. */
export interface Management {
  readonly url: string;
  readonly credential: TokenCredential;
}

export const MANAGEMENT_URL = 'https://management.azure.com';

const SCOPE = 'https://management.azure.com/.default';

const API_VERSION = '2023-05-01';

/** Management answered that this identity may not look, or that there is no such account. */
export type Refused = { readonly refused: number };

interface Policy {
  readonly enabled?: boolean;
  readonly days?: number;
}

/** "Blob Services - Get Service Properties", as far as it is used. */
interface ServiceAnswer {
  readonly properties?: {
    readonly isVersioningEnabled?: boolean;
    readonly deleteRetentionPolicy?: Policy;
    readonly containerDeleteRetentionPolicy?: Policy;
    readonly restorePolicy?: Policy;
  };
}

type Ages = Readonly<Record<string, number | undefined>>;

/** "Management Policies - Get", as far as it is used. */
interface PolicyAnswer {
  readonly properties?: {
    readonly policy?: {
      readonly rules?: readonly {
        readonly enabled?: boolean;
        readonly name?: string;
        readonly definition?: {
          readonly actions?: { readonly baseBlob?: Readonly<Record<string, Ages | undefined>> };
          readonly filters?: { readonly prefixMatch?: readonly string[] };
        };
      }[];
    };
  };
}

const daysOf = (policy: Policy | undefined): number => (policy?.enabled ? (policy.days ?? 1) : 0);

/** The soonest of a step’s ages (`daysAfterCreationGreaterThan` and its kind); null without the step. */
function soonest(ages: Ages | undefined): number | null {
  const given = Object.values(ages ?? {}).filter((age) => typeof age === 'number');
  return given.length > 0 ? Math.min(...given) : null;
}

/** Rules in force, as plain facts. Steps for versions and snapshots alone delete sooner, which is no trap. */
const rulesOf = ({ properties }: PolicyAnswer): readonly LifecycleRule[] =>
  (properties?.policy?.rules ?? [])
    .filter(({ enabled }) => enabled !== false)
    .map(({ name = 'without a name', definition }) => ({
      name,
      prefixes: definition?.filters?.prefixMatch ?? [],
      deleteAfterDays: soonest(definition?.actions?.baseBlob?.delete),
      archiveAfterDays: soonest(definition?.actions?.baseBlob?.tierToArchive),
    }));

async function ask(management: Management, path: string): Promise<unknown> {
  try {
    const token = await management.credential.getToken(SCOPE, deadline());
    const answer = await fetch(`${management.url}${path}?api-version=${API_VERSION}`, {
      headers: { authorization: `Bearer ${token?.token ?? ''}`, accept: 'application/json' },
      signal: deadline().abortSignal,
    });
    if (answer.ok) return await answer.json();
    if (answer.status >= 400 && answer.status < 500 && answer.status !== 429)
      return { refused: answer.status } satisfies Refused;
    throw new StorageUnavailable(`Azure’s management is not able to answer now (${answer.status}): try again later`);
  } catch (error) {
    if (error instanceof StorageUnavailable) throw error;
    // The original holds the request, with its token.
    throw new StorageUnavailable(
      `Azure’s management was not reached (${error instanceof Error ? error.name : 'no answer'}): check the network and the sign-in`,
    );
  }
}

const isRefused = (answer: unknown): answer is Refused =>
  typeof answer === 'object' && answer !== null && 'refused' in answer;

/**
 * Asks the management plane about a storage account, `/subscriptions/…/storageAccounts/NAME`. The identity
 * needs the role Reader on it. Throws StorageUnavailable when management cannot be asked.
 */
export async function readAccountSettings(management: Management, resourceId: string) {
  const service = await ask(management, `${resourceId}/blobServices/default`);
  if (isRefused(service)) return service;
  const policy = await ask(management, `${resourceId}/managementPolicies/default`);
  // An account without a lifecycle policy answers 404.
  if (isRefused(policy) && policy.refused !== 404) return policy;
  const { properties = {} } = service as ServiceAnswer;
  return {
    softDeleteDays: daysOf(properties.deleteRetentionPolicy),
    containerSoftDeleteDays: daysOf(properties.containerDeleteRetentionPolicy),
    versioning: properties.isVersioningEnabled === true,
    restoreDays: daysOf(properties.restorePolicy),
    lifecycle: isRefused(policy) ? [] : rulesOf(policy as PolicyAnswer),
  };
}
