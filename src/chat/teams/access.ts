/** How the desk signs in to Teams. Without an app id nothing is checked: a desk on loopback only. */
export interface TeamsAccess {
  readonly appId: string | null;
  readonly appPassword: string | null;
  readonly appType: 'SingleTenant' | 'MultiTenant' | 'UserAssignedMSI';
  readonly tenantId: string | null;
}
