import type { GrantId } from '../../kernel/ids.ts';
import type { ListenLink } from './model/listenLink.ts';

export interface LinkStore {
  insert(link: ListenLink): Promise<void>;
  find(id: string): Promise<ListenLink | undefined>;
  findByTokenHash(hash: string): Promise<ListenLink | undefined>;
  save(link: ListenLink): Promise<void>;
  forgetOf(grant: GrantId): Promise<void>;
}
