import {
  type Activity,
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  type InvokeResponse,
  type TurnContext,
} from 'botbuilder';
import type { TeamsAccess } from './access.ts';

/**
 * The Bot Framework's adapter, answering with values: its own `process` writes errors with their content to
 * the console.
 */
export class TeamsAdapter extends CloudAdapter {
  constructor(access: TeamsAccess) {
    super(
      new ConfigurationBotFrameworkAuthentication(
        access.appId === null
          ? {}
          : {
              MicrosoftAppId: access.appId,
              MicrosoftAppPassword: access.appPassword ?? '',
              MicrosoftAppType: access.appType,
              MicrosoftAppTenantId: access.tenantId ?? '',
            },
      ),
    );
  }

  /**
   * Checks the sign-in and runs one turn; gives what an invoke answers. Throws what the sign-in or the turn
   * throws.
   */
  async answer(
    authorization: string,
    activity: Activity,
    turn: (context: TurnContext) => Promise<void>,
  ): Promise<InvokeResponse | undefined> {
    return (
      (await this.processActivity(authorization, activity, (context) => turn(withoutRetries(context)))) ??
      undefined
    );
  }
}

interface Pipeline {
  removePolicy(policy: { readonly name: string }): unknown;
  addPolicy(policy: {
    readonly name: string;
    sendRequest(request: { timeout: number }, next: (r: unknown) => unknown): unknown;
  }): void;
}

const ONE_TRY = 'desk-one-try';

const TIMEOUT_MS = 10_000;

/**
 * The connector of a turn, made not to retry by itself: the outbox does, in order. Ten seconds, since
 * somebody may be waiting.
 */
export function withoutRetries(context: TurnContext): TurnContext {
  const connector = context.turnState.get(context.adapter.ConnectorClientKey) as
    | { client?: { pipeline?: Pipeline } }
    | undefined;
  const pipeline = connector?.client?.pipeline;
  pipeline?.removePolicy({ name: ONE_TRY });
  pipeline?.removePolicy({ name: 'defaultRetryPolicy' });
  pipeline?.addPolicy({
    name: ONE_TRY,
    sendRequest: (request, next) => {
      request.timeout = TIMEOUT_MS;
      return next(request);
    },
  });
  return context;
}
