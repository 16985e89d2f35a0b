import type { StorageFinding } from '../../platform/storage/accountFacts.ts';
import type { StorageGuard } from '../../platform/storage/ports.ts';
import type { Deps } from '../../stores.ts';
import { postToAll } from '../messaging/post.ts';
import { dpoAudiences, managerAudiences } from '../people/audiences.ts';
import { storageFindings } from './model/storageFindings.ts';

/** The findings of the last look, as JSON; the morning's report reads them. */
export const STORAGE_FINDINGS_KEY = 'storage-findings';

type WatchStorageDeps = Pick<Deps, 'uow' | 'clock' | 'ids' | 'practice' | 'log'> & { readonly guard: StorageGuard };

/** Looks for what the storage account keeps longer than the policy allows; tells the DPO and managers what is new. */
export const createWatchStorage =
  ({ uow, ids, practice, log, guard }: WatchStorageDeps) =>
  async (): Promise<readonly StorageFinding[]> => {
    const findings = storageFindings(await guard.inspect(), practice.limits.recordingsDays);
    for (const { kind } of findings) log.warn('storage.finding', { kind });
    await uow.run(async (context) => {
      const { now } = context;
      const before = (await context.jobState.get(STORAGE_FINDINGS_KEY)) ?? '[]';
      const found = JSON.stringify(findings);
      if (before === found) return;
      await context.jobState.set(STORAGE_FINDINGS_KEY, found);
      const known = new Set((JSON.parse(before) as readonly StorageFinding[]).map(({ what }) => what));
      const news = findings.filter(({ what }) => !known.has(what));
      await context.recordAudit('desk', {
        action: 'storage.findings',
        outcome: findings.length === 0 ? 'ok' : 'alarm',
        detail: { kinds: findings.map(({ kind }) => kind).join(' ') },
      });
      if (news.length === 0) return;
      const id = `storage-${ids.unique()}`;
      await context.summaries.insert(id, now, { kind: 'storage-alarm', findings: news, at: now, zone: practice.zone });
      const told = [...(await managerAudiences(context)), ...(await dpoAudiences(context))];
      await postToAll(context, id, 'storage-alarm', told);
    });
    return findings;
  };
