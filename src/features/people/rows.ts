import type { Instant } from '../../kernel/time.ts';
import type { UserBindingRow } from '../../platform/database/tables.ts';
import type { PlatformName } from '../messaging/model/post.ts';
import type { UserBinding } from './model/binding.ts';

export const toUserBinding = (row: UserBindingRow): UserBinding => ({
  platform: row.platform as PlatformName,
  userId: row.user_id,
  email: row.email,
  name: row.name,
  address: row.address,
  seenAt: row.seen_at as Instant,
});
