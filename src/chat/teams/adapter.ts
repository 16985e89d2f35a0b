import {
  type Activity,
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  type InvokeResponse,
  type TurnContext,
} from 'botbuilder';
import type { TeamsAccess } from './access.ts';

type ConnectorFactory = ReturnType<ConfigurationBotFrameworkAuthentication['createConnectorFactory']>;

/** Makes connectors that try once and not for ever, whoever asks for them. */
class OneTryAuthentication extends ConfigurationBotFrameworkAuthentication {
  override createConnectorFactory(
    ...claims: Parameters<ConfigurationBotFrameworkAuthentication['createConnectorFactory']>
  ): ConnectorFactory {
    return ofOneTry(super.createConnectorFactory(...claims));
  }

  override async authenticateRequest(
    ...request: Parameters<ConfigurationBotFrameworkAuthentication['authenticateRequest']>
  ): ReturnType<ConfigurationBotFrameworkAuthentication['authenticateRequest']> {
    const result = await super.authenticateRequest(...request);
    if (result.connectorFactory) ofOneTry(result.connectorFactory);
    return result;
  }
}

function ofOneTry(factory: ConnectorFactory): ConnectorFactory {
  const create = factory.create.bind(factory);
  factory.create = async (...where) => withoutRetries(await create(...where));
  return factory;
}

/** The Bot Framework's adapter, answering with values: its `process` writes errors to the console, content and all. */
export class TeamsAdapter extends CloudAdapter {
  constructor(access: TeamsAccess) {
    super(
      new OneTryAuthentication(
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

  /** Checks the sign-in and runs one turn; gives what an invoke answers. Throws what the sign-in or the turn throws. */
  async answer(
    authorization: string,
    activity: Activity,
    turn: (context: TurnContext) => Promise<void>,
  ): Promise<InvokeResponse | undefined> {
    return (await this.processActivity(authorization, activity, turn)) ?? undefined;
  }
}

interface Pipeline {
  removePolicy(policy: { readonly name: string }): unknown;
  addPolicy(policy: {
    readonly name: string;
    sendRequest(request: { timeout: number }, next: (r: unknown) => unknown): unknown;
  }): void;
}

const TIMEOUT_MS = 10_000;

/** A connector, made not to retry by itself: the outbox does, in order. Ten seconds, since somebody may be waiting. */
function withoutRetries<T>(connector: T): T {
  const { pipeline } = (connector as { readonly client?: { readonly pipeline?: Pipeline } }).client ?? {};
  pipeline?.removePolicy({ name: 'defaultRetryPolicy' });
  pipeline?.addPolicy({
    name: 'desk-one-try',
    sendRequest: (request, next) => {
      request.timeout = TIMEOUT_MS;
      return next(request);
    },
  });
  return connector;
}
