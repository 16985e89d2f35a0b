import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { createUnitOfWork } from '../../app/unitOfWork.ts';
import type { SlackAccess } from '../../chat/slack/access.ts';
import { checkSlack } from '../../chat/slack/checkAccess.ts';
import type { Settings } from '../../config/settings.ts';
import { readAuditKey } from '../../features/audit/auditKey.ts';
import { verifierText } from '../../features/audit/model/signedNote.ts';
import { auditReader } from '../../features/audit/store.ts';
import { CHANNELS } from '../../features/messaging/model/post.ts';
import { outboxQueue } from '../../features/messaging/outboxStore.ts';
import { namedEmails } from '../../features/people/model/person.ts';
import { directoryDoubts, practiceFaults } from '../../features/practice/model/practiceFaults.ts';
import { storageFindings } from '../../features/retention/model/storageFindings.ts';
import { listOf } from '../../kernel/listOf.ts';
import { dateIn, timeIn } from '../../kernel/time.ts';
import { randomIds, systemClock } from '../../platform/clock.ts';
import { createClockCheck } from '../../platform/clockCheck.ts';
import { DatabaseUnusable } from '../../platform/database/databaseFaults.ts';
import { openToOthers } from '../../platform/database/fileRights.ts';
import { isPostgresUrl, openDatabase } from '../../platform/database/open.ts';
import { postgresAccess } from '../../platform/database/postgresTls.ts';
import { CONTAINERS, connectStorage, deadline } from '../../platform/storage/connect.ts';
import { createStorageGuard } from '../../platform/storage/storageGuard.ts';
import { createStorageTime } from '../../platform/storage/storageTime.ts';
import { createWorkingDays } from '../../platform/workingDays.ts';
import type { Context } from '../../stores.ts';

export interface Finding {
  readonly level: 'good' | 'warning' | 'bad';
  readonly text: string;
}

const good = (text: string): Finding => ({ level: 'good', text });

const warning = (text: string): Finding => ({ level: 'warning', text });

const bad = (text: string): Finding => ({ level: 'bad', text });

/** Everything the desk needs, looked at once. Never throws: what cannot be looked at is a finding. */
export async function checkDesk(settings: Settings): Promise<readonly Finding[]> {
  const { slack, teams } = settings.environment;
  return listOf([
    ...checkPractice(settings),
    checkAddress(settings),
    ...(await guarded('The database', () => checkDatabase(settings))),
    ...(await guarded('Storage', () => checkStorage(settings))),
    ...(slack ? await guarded('Slack', () => slackFindings(slack)) : []),
    teams && good('Teams: the settings are complete. The sign-in is tried when the first message is sent.'),
  ]);
}

const guarded = (what: string, look: () => Promise<readonly Finding[]>): Promise<readonly Finding[]> =>
  look().catch((error: Error) => [
    bad(
      error instanceof DatabaseUnusable
        ? error.message
        : `${what} does not answer (${error.name}). Check its setting and that it is reachable from here.`,
    ),
  ]);

function checkPractice({ practice }: Settings): readonly Finding[] {
  const faults = practiceFaults(practice);
  const people = namedEmails(practice.directory).length;
  return listOf([
    good(`The practice file is right: ${people} people named, zone ${practice.zone}.`),
    ...faults.map(bad),
    ...directoryDoubts(practice.directory).map(warning),
    practice.unrecordedLine === null
      ? warning(
          'No unrecorded line is set: /unrecorded-line cannot say where to transfer a caller who opts out (policy 5.8). Set unrecordedLine in the practice file.',
        )
      : good(`Callers who opt out go to ${practice.unrecordedLine}.`),
    practice.directory.managers.length === 0 &&
      warning('Nobody is named as a manager: the morning’s report goes to the directors.'),
  ]);
}

const checkAddress = ({ environment: { publicUrl } }: Settings): Finding =>
  publicUrl === null
    ? warning(
        'PUBLIC_URL is not set: clips are heard by the storage’s own links, good for some minutes, which cannot be used up or stopped.',
      )
    : good(`The clip page stands at ${publicUrl}.`);

async function checkDatabase(settings: Settings): Promise<readonly Finding[]> {
  const { databaseUrl } = settings.environment;
  if (!isPostgresUrl(databaseUrl) && !existsSync(databaseUrl))
    mkdirSync(dirname(databaseUrl), { recursive: true, mode: 0o700 });
  const database = await openDatabase(databaseUrl);
  const { practice } = settings;
  const isWorkingDay = createWorkingDays(practice.holidays);
  const deps = { clock: systemClock, ids: randomIds, practice, isWorkingDay, outboxFilled: () => {} };
  const uow = createUnitOfWork(database, deps);
  try {
    const audit = auditReader(database.db, { changesNothing: true });
    const { fault } = await audit.examine();
    const unnumbered = await audit.waiting(systemClock.now());
    const { waiting, troubled } = await outboxQueue(database.db).backlog();
    const aside = await outboxQueue(database.db).aside();
    return listOf([
      good(`The database answers (${database.dialect}).`),
      ...rightsFindings(databaseUrl),
      fault
        ? bad(`The audit is broken at event ${fault.seq}: run npm run audit -- verify.`)
        : good('The audit is whole.'),
      unnumbered.late && bad(`${unnumbered.count} events of the audit wait to be numbered: start the desk.`),
      await keyFinding(settings),
      troubled > 0
        ? warning(`${waiting} messages wait to be sent; ${troubled} of them a platform has not taken so far.`)
        : good(`${waiting} messages wait to be sent.`),
      ...aside.map(({ lane, why, count }) =>
        bad(
          `${count} of what waits for ${lane} ${count === 1 ? 'was' : 'were'} set aside (${why}): the alarm to the DPO and the managers says what to do.`,
        ),
      ),
      ...(await uow.read((context) => checkRetention(settings, context))),
      ...(await uow.read((context) => checkReach(settings, context))),
    ]);
  } finally {
    await database.close();
  }
}

async function keyFinding({ environment: { auditKeyFile } }: Settings): Promise<Finding> {
  const given = await readAuditKey(auditKeyFile);
  switch (given.kind) {
    case 'key':
      return given.isOpenToOthers
        ? bad(`Other accounts of this machine may read the audit’s key. As its owner, run: chmod 600 ${auditKeyFile}`)
        : good(`The audit is signed with ${verifierText(given.key)}.`);
    case 'unset':
      return warning(
        'The audit is unsigned: whoever holds the database can rewrite it whole, and only reports that somebody kept show it. Set AUDIT_KEY_FILE, and make the key: npm run audit -- key FILE NAME.',
      );
    case 'unusable':
      return bad(`The audit cannot be signed. ${given.why}`);
  }
}

/** Who else may read what the database holds. Opening a file has narrowed what could be narrowed. */
function rightsFindings(databaseUrl: string): readonly Finding[] {
  const plain =
    'The way to PostgreSQL is not encrypted (sslmode=disable): whoever reads that network reads what the desk keeps. Switch TLS on at the server and leave sslmode out.';
  if (isPostgresUrl(databaseUrl)) return postgresAccess(databaseUrl).isPlain ? [warning(plain)] : [];
  const files = openToOthers(databaseUrl).join(' ');
  const remedy = `Other accounts of this machine may read the database. As its owner, run: chmod 600 ${files}`;
  return files === '' ? [] : [bad(remedy)];
}

/** Whether the nightly deletion has run, and left nothing (policy 5.9). */
async function checkRetention({ practice }: Settings, { purges, now }: Context): Promise<readonly Finding[]> {
  const [newest, lastGood] = [await purges.newest(now), await purges.newestGood(now)];
  if (!newest) return [warning('The nightly deletion has not run yet: it does when the desk starts.')];
  if (lastGood?.id !== newest.id)
    return [
      bad(
        `The nightly deletion last left ${newest.failed} undeleted and ${newest.pastLimit ?? 'an unknown number'} past their limit. See that nothing in the storage account keeps them; npm run purge -- --delete tries again.`,
      ),
    ];
  const at = newest.finishedAt ?? newest.startedAt;
  const when = `${dateIn(at, practice.zone)} at ${timeIn(at, practice.zone)}`;
  return [good(`The nightly deletion last ended well on ${when}.`)];
}

/** Channels not bound yet, and people of the practice file no platform has seen. */
async function checkReach(
  { environment, practice, channels }: Settings,
  context: Context,
): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const channel of CHANNELS)
    if (!channels.some((b) => b.channel === channel) && (await context.channels.bindingsOf(channel)).length === 0)
      findings.push(
        warning(
          `No channel is bound for ${channel}: cards go to each person’s own chat. In the channel, say: @Recording Desk use this channel for ${channel}`,
        ),
      );
  // Slack finds people by their address; Teams only once they have opened the desk.
  const { directors, dpo, dpoDelegates, businessManagers, managers } = practice.directory;
  const sentTo = [...directors, ...dpo, ...dpoDelegates.map((d) => d.email), ...businessManagers, ...managers];
  for (const email of new Set(environment.teams ? sentTo : []))
    if ((await context.people.bindingsOf(email)).length === 0)
      findings.push(
        warning(`${email} has not opened the desk yet. On Teams they must add the app before cards can reach them.`),
      );
  return findings;
}

async function checkStorage({ environment, practice }: Settings): Promise<readonly Finding[]> {
  const service = connectStorage(environment.storage);
  const findings: Finding[] = [];
  let missing = false;
  for (const name of [CONTAINERS.recordings, CONTAINERS.clips]) {
    const there = await service.getContainerClient(name).exists(deadline());
    missing ||= !there;
    findings.push(
      there
        ? good(`Storage answers; container ${name} is there.`)
        : warning(`Container ${name} is not there yet: the desk makes it when it starts.`),
    );
  }
  findings.push(await clockFinding(service));
  if (missing) return findings;
  const { recordingsDays } = practice.limits;
  const resourceId = environment.storageResourceId;
  const facts = await createStorageGuard({ service, resourceId }).inspect();
  const inStorage = storageFindings(facts, recordingsDays);
  return listOf([
    ...findings,
    ...inStorage.map(({ what, remedy }) => warning(`${what} ${remedy}`)),
    resourceId === null &&
      warning(
        'Whether versioning or a lifecycle rule keeps recordings could not be looked at: set AZURE_STORAGE_RESOURCE_ID, and give the desk’s identity the role Reader on the storage account.',
      ),
    resourceId !== null &&
      inStorage.length === 0 &&
      good(`Nothing in the storage account keeps recordings past ${recordingsDays} days.`),
  ]);
}

async function clockFinding(service: ReturnType<typeof connectStorage>): Promise<Finding> {
  const checkClock = createClockCheck(systemClock, [createStorageTime(service)]);
  try {
    await checkClock();
    return good('The clock is right by storage’s.');
  } catch {
    return bad(
      `${checkClock.verdict() ?? 'Storage’s clock could not be asked'}: nothing is deleted, ended or expired until that is mended. Have the machine’s clock set right.`,
    );
  }
}

async function slackFindings(access: SlackAccess): Promise<readonly Finding[]> {
  const { team, missingScopes } = await checkSlack(access);
  return listOf([
    good(`Slack answers for the workspace ${team}.`),
    missingScopes.length > 0 &&
      bad(`The Slack app lacks ${missingScopes.join(', ')}: install it again from manifest/slack/manifest.json.`),
  ]);
}
