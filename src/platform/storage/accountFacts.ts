export const STORAGE_FINDINGS = [
  'soft-delete',
  'container-soft-delete',
  'versioning',
  'immutability',
  'legal-hold',
  'lifecycle',
  'unknown',
] as const;

/** Something about the storage account that keeps recordings longer than the policy allows. */
export interface StorageFinding {
  readonly kind: (typeof STORAGE_FINDINGS)[number];
  /** What is wrong, in a sentence. */
  readonly what: string;
  /** What to do, in a sentence. */
  readonly remedy: string;
}

/** What storage does with one container. */
export interface ContainerFacts {
  readonly name: string;
  /** A time-based retention policy stands on it. */
  readonly immutabilityPolicy: boolean;
  readonly legalHold: boolean;
  /** Set up for policies on single versions, which cannot be undone. */
  readonly versionImmutability: boolean;
  /** Blobs with versions were seen in it. */
  readonly versions: boolean;
}

/** One rule of the account’s lifecycle policy, as far as it acts on blobs that are current. */
export interface LifecycleRule {
  readonly name: string;
  /** Beginnings of names it is for, each with its container, `recordings/2026`; none means all. */
  readonly prefixes: readonly string[];
  /** Days after which it deletes; null when it does not. */
  readonly deleteAfterDays: number | null;
  /** Days after which it moves to the archive tier, where nothing can be read; null when it does not. */
  readonly archiveAfterDays: number | null;
}

/** What is known of a storage account. Null where it could not be looked at. */
export interface StorageFacts {
  /** Days a deleted blob is kept; 0 when it is not. */
  readonly softDeleteDays: number | null;
  /** Days a deleted container is kept; 0 when it is not. */
  readonly containerSoftDeleteDays: number | null;
  readonly versioning: boolean | null;
  /** Days to which the account can be turned back; 0 when it cannot. */
  readonly restoreDays: number | null;
  readonly lifecycle: readonly LifecycleRule[] | null;
  /** What leaves in time: `recordings` and `clips`. */
  readonly containers: readonly ContainerFacts[];
  /** The container of what is kept for a case, which nothing but the desk may delete from. */
  readonly holds: string;
  /** What was asked and refused, in words; empty when all that was asked was answered. */
  readonly unanswered: readonly StorageFinding[];
}
