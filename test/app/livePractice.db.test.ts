import { describe, expect, it } from 'vitest';
import { followPractice, type PracticeSource } from '../../src/app/livePractice.ts';
import { buildChangeablePractice, DANA, DAVID, NOW, PRACTICE_FILE } from '../builders.ts';
import { DIALECTS, type Instance, useDatabase } from '../support/databases.ts';
import { createRecordingLog } from '../support/recordingLog.ts';
import { buildUnitOfWork } from '../support/testUnitOfWork.ts';

/** A process of the desk with a practice of its own, and what its copy of the file says. */
async function startInstance({ database }: Instance) {
  const practice = buildChangeablePractice();
  let file: object = {};
  const read = (): ReturnType<PracticeSource['read']> => ({
    ok: true,
    value: { practice: buildChangeablePractice(file as Record<string, unknown>), roleGroups: [] },
  });
  const live = await followPractice({
    uow: buildUnitOfWork(database, { practice }),
    clock: { now: () => NOW },
    log: createRecordingLog(),
    practice,
    roleGroups: [],
    source: { file: 'practice.json', read },
    readGroup: async () => [],
  });
  return {
    practice,
    stop: live.stop,
    reads: async (directors: readonly string[]) => {
      file = { roles: { ...PRACTICE_FILE.roles, directors } };
      await live.readFile();
    },
  };
}

for (const dialect of DIALECTS)
  describe(`two instances on ${dialect} that read the file at different seconds`, () => {
    const opened = useDatabase(dialect);

    it('tell of a change once, and of none that the slower one has not read', async () => {
      const [quick, slow] = [await startInstance(opened().first), await startInstance(opened().second)];
      const told = async () => {
        const events: string[] = [];
        for await (const { action } of opened().first.audit.events()) events.push(action);
        return events.filter((action) => action.startsWith('role.'));
      };
      await quick.reads([DANA]);
      await slow.reads([DANA, DAVID]);
      expect(slow.practice.directory.directors).toEqual([DANA, DAVID]);
      expect(await told()).toEqual(['role.take']);
      await slow.reads([DANA]);
      expect(slow.practice.directory.directors).toEqual([DANA]);
      expect(await told()).toEqual(['role.take']);
      quick.stop();
      slow.stop();
    });
  });
