import type { Instant } from '../../kernel/time.ts';
import { documents } from '../../platform/database/documents.ts';
import type { Db } from '../../platform/database/tables.ts';
import { absenceSchema, delegationSchema } from './model/absence.ts';
import type { Email } from './model/person.ts';

export const delegationStore = (db: Db) => {
  const { list, insert, find, put, forget } = documents(db, {
    table: 'delegations',
    upgrade: delegationSchema,
    columns: ({ from, until }) => ({ starts_at: from, until }),
  });
  return {
    insert,
    find,
    /** Those that are not over at this moment, whether begun or not. */
    current: (now: Instant) => list((rows) => rows.where('until', '>', now).orderBy('starts_at').orderBy('id')),
    /** Ends it at a moment. */
    end: async (id: string, at: Instant) => {
      const delegation = await find(id);
      if (delegation) await put({ ...delegation, until: at });
    },
    forgetBefore: (at: Instant) => forget('until', at),
  };
};

export const absenceStore = (db: Db) => {
  const { list, insert, put, forget } = documents(db, {
    table: 'absences',
    upgrade: absenceSchema,
    columns: ({ from, until }) => ({ starts_at: from, until }),
  });
  /** Those that are not over at this moment, whether begun or not. */
  const current = (now: Instant) => list((rows) => rows.where('until', '>', now).orderBy('starts_at').orderBy('id'));
  return {
    insert,
    current,
    /** Somebody is back: whatever they said of the days to come is over. */
    end: async (email: Email, at: Instant) => {
      for (const absence of await current(at)) if (absence.email === email) await put({ ...absence, until: at });
    },
    forgetBefore: (at: Instant) => forget('until', at),
  };
};
