import {
  type Activity,
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  type InvokeResponse,
  type TurnContext,
} from 'botbuilder';
import type { TeamsAccess } from './access.ts';

/** The Bot Framework's adapter, answering with values: its own `process` writes errors with their content to the console. */
export class DeskAdapter extends CloudAdapter {
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

  /** Checks the sign-in and runs one turn; gives what an invoke answers. Throws what the sign-in or the turn throws. */
  async answer(
    authorization: string,
    activity: Activity,
    turn: (context: TurnContext) => Promise<void>,
  ): Promise<InvokeResponse | undefined> {
    return (await this.processActivity(authorization, activity, turn)) ?? undefined;
  }
}
