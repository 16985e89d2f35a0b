import type { Instant } from '../../kernel/time.ts';
import type { Db, UserBindingRow } from '../../platform/database/tables.ts';
import type { ChannelName, PlatformName } from '../messaging/model/post.ts';
import type { ChannelBinding, UserBinding } from './model/binding.ts';
import type { Email } from './model/person.ts';

/** Who somebody on a platform is, and where their own chat is. */
const userBindings = (db: Db) => ({
  bind: async (binding: UserBinding) => {
    const { platform, userId, email, name, address, seenAt } = binding;
    await db
      .insertInto('user_bindings')
      .values({ platform, user_id: userId, email, name, address, seen_at: seenAt })
      .onConflict((c) =>
        c.columns(['platform', 'user_id']).doUpdateSet((eb) => ({
          email,
          name,
          seen_at: seenAt,
          // A message from a channel must not make us forget the person's own chat.
          address: eb.fn.coalesce(eb.ref('excluded.address'), eb.ref('user_bindings.address')),
        })),
      )
      .execute();
  },
  find: async (platform: PlatformName, userId: string) => {
    const row = await db
      .selectFrom('user_bindings')
      .selectAll()
      .where('platform', '=', platform)
      .where('user_id', '=', userId)
      .executeTakeFirst();
    return row && toUserBinding(row);
  },
  /** The person's standings, the one seen last first. */
  bindingsOf: async (email: Email) => {
    const rows = await db
      .selectFrom('user_bindings')
      .selectAll()
      .where('email', '=', email)
      .orderBy('seen_at', 'desc')
      .execute();
    return rows.map(toUserBinding);
  },
});

/** People by their address, and what is remembered of them. */
export const peopleStore = (db: Db, newId: () => string) => ({
  ...userBindings(db),
  /** The id that stands for this address in the audit; made when first asked for. */
  idOf: async (email: Email) => {
    const find = () => db.selectFrom('people').select('id').where('email', '=', email).executeTakeFirst();
    const known = await find();
    if (known) return known.id;
    await db
      .insertInto('people')
      .values({ id: `p-${newId()}`, email })
      .onConflict((c) => c.doNothing())
      .execute();
    return (await find())?.id ?? Promise.reject(new Error('A person could not be recorded'));
  },
  rememberExtension: async (email: Email, extension: string, at: Instant) => {
    await db
      .insertInto('remembered_extensions')
      .values({ email, extension, at })
      .onConflict((c) => c.column('email').doUpdateSet({ extension, at }))
      .execute();
  },
  rememberedExtension: async (email: Email) => {
    const rows = db.selectFrom('remembered_extensions').select('extension').where('email', '=', email);
    return (await rows.executeTakeFirst())?.extension;
  },
  /**
   * Forgets who has not been seen since, but for the addresses given: bindings, extensions and the ids of the
   * audit.
   */
  forgetUnseenSince: async (at: Instant, but: readonly Email[]) => {
    const kept = but.length > 0 ? [...but] : [''];
    await db.deleteFrom('remembered_extensions').where('at', '<', at).where('email', 'not in', kept).execute();
    await db.deleteFrom('user_bindings').where('seen_at', '<', at).where('email', 'not in', kept).execute();
    // The id stays in the audit; whom it stood for is known no more.
    const { numDeletedRows } = await db
      .deleteFrom('people')
      .where('email', 'not in', kept)
      .where('email', 'not in', (eb) => eb.selectFrom('user_bindings').select('email'))
      .where('email', 'not in', (eb) => eb.selectFrom('requests').select('requested_by'))
      .executeTakeFirst();
    return Number(numDeletedRows);
  },
});

export type PeopleStore = ReturnType<typeof peopleStore>;

export const channelStore = (db: Db) => ({
  bind: async (binding: ChannelBinding) => {
    await db
      .insertInto('channel_bindings')
      .values({ ...binding })
      .onConflict((c) => c.columns(['channel', 'platform']).doUpdateSet({ address: binding.address }))
      .execute();
  },
  bindingsOf: async (channel: ChannelName) => {
    const rows = await db.selectFrom('channel_bindings').selectAll().where('channel', '=', channel).execute();
    return rows.map((row) => ({
      channel: row.channel as ChannelName,
      platform: row.platform as PlatformName,
      address: row.address,
    }));
  },
});

export type ChannelStore = ReturnType<typeof channelStore>;

const toUserBinding = (row: UserBindingRow): UserBinding => ({
  platform: row.platform as PlatformName,
  userId: row.user_id,
  email: row.email,
  name: row.name,
  address: row.address,
  seenAt: row.seen_at as Instant,
});
