import type { Deps } from '../../stores.ts';
import type { Actor } from '../people/actor.ts';
import { callTimeText } from '../recordings/text.ts';
import type { RequestLine } from './loadRequestView.ts';
import { isAlive } from './model/grant.ts';
import { isUndecided } from './model/request.ts';

/** As far back as anybody looks. */
const NEWEST = 200;

export type ListMyRequests = (actor: Actor) => Promise<readonly RequestLine[]>;

/** The person's own requests, the newest first, with what can be done about each. */
export const createListMyRequests =
  ({ uow, clock }: Pick<Deps, 'uow' | 'clock'>): ListMyRequests =>
  (actor) =>
    uow.read(async ({ requests, grants }) => {
      const lines: RequestLine[] = [];
      for (const request of await requests.recentFor(actor.email, NEWEST)) {
        const grant = request.state === 'released' ? await grants.findByRequest(request.id) : undefined;
        const canListen = grant !== undefined && isAlive(grant, clock.now());
        lines.push({
          id: request.id,
          title: request.rule.title,
          call: callTimeText(request.ask.when),
          submittedAt: request.submittedAt,
          state: request.state,
          canListen,
          until: canListen ? grant.until : null,
          canWithdraw: isUndecided(request),
        });
      }
      return lines;
    });
