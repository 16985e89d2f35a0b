import { listOf } from '../../../kernel/listOf.ts';
import { countOf } from '../../../kernel/text.ts';
import type { ContainerFacts, StorageFacts, StorageFinding } from '../../../platform/storage/accountFacts.ts';

/** Policy 5.9: recordings are kept for no longer than this. */
const POLICY_DAYS = 30;

const days = (count: number): string => countOf(count, 'day');

/** Whether what is deleted is there past the policy’s limit, all in all. */
const isTooLong = (kept: number | null, recordingsDays: number): kept is number =>
  kept !== null && kept !== 0 && recordingsDays + kept > POLICY_DAYS;

/** How the two add up, and how to bring them below the policy’s limit. */
function softDelete(kept: number | null, recordingsDays: number): readonly StorageFinding[] {
  if (!isTooLong(kept, recordingsDays)) return [];
  const left = POLICY_DAYS - kept;
  const shorter = left > 0 ? `, or set recordingsDays to ${left} in the practice file` : '';
  return [
    {
      kind: 'soft-delete',
      what: `Storage keeps what is deleted for ${days(kept)} more (soft delete): a recording is there for up to ${recordingsDays + kept} days, and the policy allows ${POLICY_DAYS} (5.9).`,
      remedy: `Switch off soft delete for blobs (the account’s Data protection)${shorter}.`,
    },
  ];
}

function containerSoftDelete(kept: number | null, recordingsDays: number): readonly StorageFinding[] {
  if (!isTooLong(kept, recordingsDays)) return [];
  return [
    {
      kind: 'container-soft-delete',
      what: `Storage keeps a deleted container for ${days(kept)} more: were recordings deleted whole, its calls would be there for up to ${recordingsDays + kept} days, and the policy allows ${POLICY_DAYS} (5.9).`,
      remedy: 'Switch off soft delete for containers (the account’s Data protection).',
    },
  ];
}

function versioning({ versioning: on, restoreDays, containers }: StorageFacts): readonly StorageFinding[] {
  const seen = containers.filter(({ versions }) => versions).map(({ name }) => name);
  if (!on && seen.length === 0) return [];
  const where = on ? 'Blob versioning is on' : `Blobs with versions are in ${seen.join(' and ')}`;
  const first = restoreDays ? 'Switch off point-in-time restore, then versioning' : 'Switch off versioning';
  return [
    {
      kind: 'versioning',
      what: `${where}: what the desk deletes stays as an earlier version, without an end.`,
      remedy: `${first} (the account’s Data protection), and delete the earlier versions in recordings and clips.`,
    },
  ];
}

const locks = (container: ContainerFacts): readonly StorageFinding[] => {
  const { name, immutabilityPolicy, legalHold, versionImmutability } = container;
  return listOf([
    immutabilityPolicy && {
      kind: 'immutability',
      what: `The container ${name} has an immutability policy: nothing in it can be deleted before the policy lets it.`,
      remedy: `Delete the policy of ${name}. If it is locked, move to a new container without one. Copies for a case belong in holds.`,
    },
    versionImmutability && {
      kind: 'immutability',
      what: `The container ${name} is set up for immutability of versions, which keeps versions and cannot be switched off.`,
      remedy: `Move to a new container without it. Copies for a case belong in holds.`,
    },
    legalHold && {
      kind: 'legal-hold',
      what: `The container ${name} is under a legal hold: nothing in it can be deleted, however old.`,
      remedy: `Copy what the hold is for into holds, then clear the hold of ${name}.`,
    },
  ]);
};

/** True when a rule for these beginnings acts on something in the container. */
const actsOn = (container: string, prefixes: readonly string[]): boolean =>
  prefixes.length === 0 ||
  prefixes.some((prefix) => prefix.startsWith(`${container}/`) || `${container}/`.startsWith(prefix));

/**
 * A rule that deletes after the limit is a backstop, and one that moves to a cool tier costs money only. What
 * endangers: deleting what is held, deleting before the desk does (unproved, and under a request), and
 * archiving, after which nothing can be heard or copied for a case.
 */
function lifecycle(
  { lifecycle: rules, containers, holds }: StorageFacts,
  recordingsDays: number,
): readonly StorageFinding[] {
  const findings: StorageFinding[] = [];
  const finding = (what: string, remedy: string): void => void findings.push({ kind: 'lifecycle', what, remedy });
  for (const { name, prefixes, deleteAfterDays, archiveAfterDays } of rules ?? []) {
    const ours = containers.filter((container) => actsOn(container.name, prefixes)).map((each) => each.name);
    if (deleteAfterDays !== null && actsOn(holds, prefixes))
      finding(
        `The lifecycle rule “${name}” deletes from ${holds} after ${days(deleteAfterDays)}: what is kept for a case would be destroyed.`,
        `Give the rule the prefixes recordings/ and clips/ only.`,
      );
    if (deleteAfterDays !== null && deleteAfterDays < recordingsDays && ours.includes('recordings'))
      finding(
        `The lifecycle rule “${name}” deletes after ${days(deleteAfterDays)}, before the desk does at ${recordingsDays}: such deletions are not proved, and requests lose their recordings.`,
        `Set the rule to more than ${days(recordingsDays)}, or set recordingsDays to ${Math.max(1, deleteAfterDays - 1)} in the practice file.`,
      );
    const archived = listOf([...ours, actsOn(holds, prefixes) && holds]);
    if (archiveAfterDays !== null && archived.length > 0)
      finding(
        `The lifecycle rule “${name}” moves to the archive tier after ${days(archiveAfterDays)} (${archived.join(', ')}): what is there can be neither heard nor copied for a case.`,
        `Take the archive step out of the rule.`,
      );
  }
  return findings;
}

/** What of an account, as far as it was looked at, keeps recordings past 30 days or endangers what must be kept. */
export const storageFindings = (facts: StorageFacts, recordingsDays: number): readonly StorageFinding[] => [
  ...softDelete(facts.softDeleteDays, recordingsDays),
  ...containerSoftDelete(facts.containerSoftDeleteDays, recordingsDays),
  ...versioning(facts),
  ...facts.containers.flatMap(locks),
  ...lifecycle(facts, recordingsDays),
  ...facts.unanswered,
];
