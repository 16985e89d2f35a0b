import { type Kysely, sql } from 'kysely';
import type { Dialect } from '../tables.ts';

/**
 * An account is pinned to a person, or held until somebody has said whose it is. Of several that stand on one address,
 * the one seen last is pinned. A channel is bound after somebody has said yes to who reads it.
 */
export async function accounts(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const text = dialect === 'postgres' ? 'text collate "C"' : 'text';
  for (const statement of [
    `alter table user_bindings add column shown_as ${text} not null default ''`,
    `alter table user_bindings add column state ${text} not null default 'pinned'`,
    `alter table user_bindings add column check_id ${text}`,
    `alter table user_bindings add column held_for ${text}`,
    `alter table user_bindings add column besides ${text}`,
    `alter table user_bindings add column settled_by ${text}`,
    `alter table user_bindings add column settled_at ${text}`,
    `update user_bindings set state = 'former' where exists (
      select 1 from user_bindings later where later.platform = user_bindings.platform
      and later.email = user_bindings.email and (later.seen_at > user_bindings.seen_at
      or (later.seen_at = user_bindings.seen_at and later.user_id > user_bindings.user_id)))`,
    // The copies in their chats are not known from those in the account that is pinned: all are left.
    `delete from post_refs where exists (
      select 1 from posts join user_bindings on user_bindings.email = posts.audience
      where posts.id = post_refs.post_id and posts.audience_kind = 'person'
      and user_bindings.platform = post_refs.platform and user_bindings.state = 'former')`,
    `create unique index one_account_a_platform on user_bindings (platform, email) where state = 'pinned'`,
    `create unique index account_checks on user_bindings (check_id)`,
    `create table absences (id ${text} primary key, starts_at ${text} not null, until ${text} not null, body ${text} not null)`,
    `create table channel_checks (id ${text} primary key, asked_at ${text} not null, body ${text} not null)`,
  ])
    await sql.raw(statement).execute(db);
}
