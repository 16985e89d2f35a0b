import type { Instant } from '../../kernel/time.ts';
import { documents } from '../../platform/database/documents.ts';
import type { Db, UserBindingRow } from '../../platform/database/tables.ts';
import type { ChannelName, PlatformName } from '../messaging/model/post.ts';
import type { AccountState, ChannelBinding, HeldFor, UserBinding } from './model/binding.ts';
import { channelCheckSchema } from './model/channelBinding.ts';
import type { Email } from './model/person.ts';

/** Who somebody on a platform is, and where their own chat is. */
const userBindings = (db: Db) => ({
  /** Writes an account down. `knownAs` is another id that the platform once gave for it. */
  bind: async (binding: UserBinding, knownAs = binding.userId) => {
    const { platform, userId, seenAt, shownAs, checkId, heldFor, settled, ...same } = binding;
    const more = { seen_at: seenAt, shown_as: shownAs, check_id: checkId, held_for: heldFor };
    const values = { ...same, ...more, settled_by: settled?.by ?? null, settled_at: settled?.at ?? null };
    const id = { platform, user_id: userId };
    if (knownAs !== userId)
      await db
        .updateTable('user_bindings')
        .set(id)
        .where('platform', '=', platform)
        .where('user_id', '=', knownAs)
        .execute();
    await db
      .insertInto('user_bindings')
      .values({ ...id, ...values })
      .onConflict((c) =>
        c.columns(['platform', 'user_id']).doUpdateSet((eb) => ({
          ...values,
          // A message from a channel must not make us forget the person's own chat.
          address: eb.fn.coalesce(eb.ref('excluded.address'), eb.ref('user_bindings.address')),
        })),
      )
      .execute();
  },
  find: async (platform: PlatformName, userId: string) => {
    const row = await allBindings(db).where('platform', '=', platform).where('user_id', '=', userId).executeTakeFirst();
    return row && toUserBinding(row);
  },
  /** The account that a question whose it is names. */
  findCheck: async (checkId: string) => {
    const row = await allBindings(db).where('check_id', '=', checkId).executeTakeFirst();
    return row && toUserBinding(row);
  },
  /** Every account that has this address, whatever became of it. */
  accountsOf: async (email: Email) => (await allBindings(db).where('email', '=', email).execute()).map(toUserBinding),
  /** The person's pinned accounts, one a platform, the one seen last first. */
  bindingsOf: async (email: Email) => {
    const mine = allBindings(db).where('email', '=', email).where('state', '=', 'pinned');
    return (await mine.orderBy('seen_at', 'desc').execute()).map(toUserBinding);
  },
  /** Whether the desk knows accounts of the person, and none that is believed. */
  isShutOut: async (email: Email) => {
    const states = await db.selectFrom('user_bindings').select('state').where('email', '=', email).execute();
    return states.length > 0 && !states.some(({ state }) => state === 'pinned');
  },
});

const allBindings = (db: Db) => db.selectFrom('user_bindings').selectAll();

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
  /** Whose id it is; undefined when that has been forgotten. */
  emailOf: async (id: string) =>
    (await db.selectFrom('people').select('email').where('id', '=', id).executeTakeFirst())?.email,
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
    const settled = { besides: null, settled_by: null, settled_at: null };
    await db.updateTable('user_bindings').set(settled).where('settled_at', '<', at).execute();
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

const channelChecks = (db: Db) => {
  const { insert, find, put, list, forget } = documents(db, {
    table: 'channel_checks',
    upgrade: channelCheckSchema,
    columns: ({ askedAt }) => ({ asked_at: askedAt }),
  });
  return {
    insertCheck: insert,
    findCheck: find,
    saveCheck: put,
    /** The questions about a channel on a platform, the newest first. */
    checksOf: async ({ channel, platform }: Pick<ChannelBinding, 'channel' | 'platform'>) => {
      const all = await list((rows) => rows.orderBy('asked_at', 'desc').orderBy('id'));
      return all.filter((check) => check.channel === channel && check.platform === platform);
    },
    forgetChecksBefore: (at: Instant) => forget('asked_at', at),
  };
};

export const channelStore = (db: Db) => ({
  ...channelChecks(db),
  unbind: async ({ channel, platform, address }: ChannelBinding) => {
    const same = db.deleteFrom('channel_bindings').where('channel', '=', channel).where('platform', '=', platform);
    await same.where('address', '=', address).execute();
  },
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

const toUserBinding = (row: UserBindingRow): UserBinding => ({
  platform: row.platform as PlatformName,
  userId: row.user_id,
  email: row.email,
  name: row.name,
  shownAs: row.shown_as,
  address: row.address,
  seenAt: row.seen_at as Instant,
  state: row.state as AccountState,
  checkId: row.check_id,
  heldFor: row.held_for as HeldFor | null,
  besides: row.besides,
  settled: row.settled_by === null ? null : { by: row.settled_by, at: row.settled_at as Instant },
});
