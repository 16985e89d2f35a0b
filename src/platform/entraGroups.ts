import { ClientSecretCredential, ManagedIdentityCredential, type TokenCredential } from '@azure/identity';
import { z } from 'zod';
import { Fault } from '../kernel/fault.ts';

const GRAPH = 'https://graph.microsoft.com';

const TIMEOUT_MS = 10_000;

/** A page of a group's members (Microsoft Graph, "List group transitive members"). */
const pageSchema = z.object({
  value: z.array(
    z.object({
      mail: z.string().nullish(),
      userPrincipalName: z.string(),
      accountEnabled: z.boolean().nullish(),
      userType: z.string().nullish(),
    }),
  ),
  '@odata.nextLink': z.string().optional(),
});

export interface EntraOptions {
  readonly credential: TokenCredential;
  /** Another base for Microsoft Graph; Microsoft's own unless told. */
  readonly url?: string;
}

/** The desk's own sign-in to Microsoft Entra ID: as its bot's, or its managed identity's. */
export const entraCredential = (teams: {
  readonly appId: string;
  readonly appPassword: string | null;
  readonly tenantId: string;
}): TokenCredential =>
  teams.appPassword === null
    ? new ManagedIdentityCredential({ clientId: teams.appId })
    : new ClientSecretCredential(teams.tenantId, teams.appId, teams.appPassword);

/**
 * The addresses of the enabled members of a group, those of groups in it included, guests left out. Throws a Fault. The
 * desk's application needs `GroupMember.Read.All` and `User.Read.All`.
 */
export const createEntraGroups =
  ({ credential, url = GRAPH }: EntraOptions) =>
  async (id: string): Promise<readonly string[]> => {
    const fields = '$select=mail,userPrincipalName,accountEnabled,userType&$top=999';
    const members = `${url}/v1.0/groups/${id}/transitiveMembers/microsoft.graph.user?${fields}`;
    const { value, '@odata.nextLink': more } = pageSchema.parse(await read(credential, members));
    if (more !== undefined)
      throw new Fault('item', 'too_many_members', 'The group has far more members than a role has holders.');
    return value
      .filter(({ accountEnabled, userType }) => accountEnabled !== false && userType !== 'Guest')
      .map(({ mail, userPrincipalName }) => mail || userPrincipalName);
  };

async function read(credential: TokenCredential, from: string): Promise<unknown> {
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const token = await credential.getToken('https://graph.microsoft.com/.default', { abortSignal: signal });
  const answer = await fetch(from, { headers: { authorization: `Bearer ${token?.token ?? ''}` }, signal });
  if (answer.status === 401 || answer.status === 403)
    throw new Fault(
      'app',
      `http_${answer.status}`,
      'Give the application GroupMember.Read.All and User.Read.All, with an administrator’s consent.',
    );
  if (!answer.ok) throw new Fault('passing', `http_${answer.status}`, 'Microsoft Graph does not answer just now.');
  return answer.json();
}
