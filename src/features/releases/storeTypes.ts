import type { GrantId } from '../../kernel/ids.ts';
import type { Instant } from '../../kernel/time.ts';
import type { OutsideLink } from './model/outsideLink.ts';
import type { PageLink } from './model/pageLink.ts';

export interface PageLinkStore {
  insert(link: PageLink): Promise<void>;
  find(id: string): Promise<PageLink | undefined>;
  findByTokenHash(hash: string): Promise<PageLink | undefined>;
  /** Compare-and-set on `version`; throws VersionConflict. */
  save(link: PageLink): Promise<void>;
  /** Forgets links that had to be opened before. */
  forgetBefore(at: Instant): Promise<void>;
}

export interface OutsideLinkStore {
  insert(link: OutsideLink): Promise<void>;
  find(id: string): Promise<OutsideLink | undefined>;
  findByTokenHash(hash: string): Promise<OutsideLink | undefined>;
  /** Compare-and-set on `version`; throws VersionConflict. */
  save(link: OutsideLink): Promise<void>;
  /** The first given first, those that have ended too. */
  ofGrant(id: GrantId): Promise<readonly OutsideLink[]>;
  forgetOf(id: GrantId): Promise<void>;
}
