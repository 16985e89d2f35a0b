import type { Grant } from '../domain/release/grant.ts';
import type { AccessRequest } from '../domain/request/request.ts';
import { listText } from '../domain/words.ts';
import { namesOf } from './cases/loadCaseView.ts';
import type { Deps } from './deps.ts';
import { disclosureOf } from './disclose.ts';
import type { Stores } from './ports.ts';

/**
 * The line of the register of a copy that the holder of an access saved: from then on it is no longer the desk’s. One for each grant, which has one holder,
 * however often they save it. Given by whoever agreed.
 */
export async function registerCopy(
  stores: Pick<Stores, 'disclosures' | 'people'>,
  { clock, practice }: Pick<Deps, 'clock' | 'practice'>,
  { grant, request }: { readonly grant: Grant; readonly request: AccessRequest },
): Promise<void> {
  if (!grant.clip) return;
  const agreed = [...new Set(request.agreements.map(({ by }) => by))];
  const names = await namesOf(stores, { practice }, agreed);
  const by =
    agreed.length === 0 ? request.requesterName : listText(agreed.map((email) => names[email] ?? ''));
  await stores.disclosures.insert(
    disclosureOf(
      'copy-given',
      request,
      { clip: grant.clip, spans: [] },
      { toWhom: request.requesterName, by },
      { id: `copy-${grant.id}`, at: clock.now() },
    ),
  );
}
