import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parsePracticeFile } from '../../src/config/practiceFile.ts';
import { practiceJsonSchema } from '../../src/config/schema.ts';
import { DEFAULT_LIMITS } from '../../src/features/practice/model/practice.ts';
import { directoryDoubts, practiceFaults } from '../../src/features/practice/model/practiceFaults.ts';

const LEAST = {
  name: 'The Practice',
  staffDomains: ['example.com'],
  roles: { directors: ['Dana@Example.com '.trim()], dpo: ['priya@example.com'] },
};

const parse = (change: object = {}) => parsePracticeFile(JSON.stringify({ ...LEAST, ...change }), 'practice.json');

const faultsOf = (change: object): readonly string[] => {
  const parsed = parse(change);
  return parsed.ok ? [] : parsed.faults;
};

const settingsOf = (change: object = {}) => {
  const parsed = parse(change);
  if (!parsed.ok) throw new Error(parsed.faults.join('\n'));
  return parsed.value;
};

describe('the practice file', () => {
  it('takes a practice file with only names, a domain, a director and the DPO', () => {
    expect(settingsOf()).toMatchObject({
      channels: [],
      practice: {
        name: 'The Practice',
        zone: 'Europe/London',
        phoneZone: 'Europe/London',
        limits: DEFAULT_LIMITS,
        policyUrl: null,
        holidays: 'england-and-wales',
        directory: { directors: ['dana@example.com'], dpo: ['priya@example.com'], managers: [] },
      },
    });
  });

  it('reads days in any order, and gives the address of each channel', () => {
    const { practice, channels } = settingsOf({
      limits: { grantDays: [7, 1, 3] },
      channels: { directors: { slack: 'C0123456789' } },
    });
    expect(practice.limits.grantDays).toEqual([1, 3, 7]);
    expect(channels).toEqual([{ channel: 'directors', platform: 'slack', address: 'C0123456789' }]);
  });

  it('lists all that is wrong in a practice file at once, each with its place and the mend', () => {
    const faults = faultsOf({
      name: undefined,
      timeZone: 'Europe/Nowhere',
      staffDomains: ['@example.com'],
      roles: {
        directors: ['dana'],
        dpo: [],
        dpoDelegates: [{ email: 'tom@example.com', from: '2026-12-24', until: '2026-12-23' }],
      },
      people: [
        { email: 'rita@example.com', name: 'Rita', extensions: ['2'] },
        { email: 'RITA@example.com', name: 'Rita' },
      ],
      channels: { directors: { slack: '#directors' } },
      limits: { recordingsDays: 31, grantDays: [0, 40] },
      purposes: { training: { seats: ['vet'] } },
      policyUrl: 'the intranet',
      holidays: 'wales',
      colour: 'blue',
    });
    const places = faults.map((fault) => fault.split(': ')[1]);
    expect(places).toEqual(
      expect.arrayContaining([
        'name',
        'timeZone',
        'staffDomains.0',
        'roles.directors.0',
        'roles.dpo',
        'people.0.extensions.0',
        'channels.directors.slack',
        'limits.recordingsDays',
        'limits.grantDays.0',
        'limits.grantDays.1',
        'purposes.training.seats.0',
        'policyUrl',
        'holidays',
        'the whole file',
      ]),
    );
    for (const fault of faults) expect(fault).toMatch(/^practice\.json: .+: .{8,}[^.]\.$/);
    expect(faults.join()).toContain('does not know colour');
    expect(faults).toContainEqual(
      'practice.json: name: is missing. env/practice.example.json shows how it is written.',
    );
  });

  it.each([
    [
      'roles',
      {
        roles: {
          ...LEAST.roles,
          dpoDelegates: [{ email: 'tom@example.com', from: '2026-12-24', until: '2026-12-23' }],
        },
      },
      'Swap them',
    ],
    [
      'people',
      {
        people: [
          { email: 'rita@example.com', name: 'Rita' },
          { email: 'RITA@example.com', name: 'Rita' },
        ],
      },
      'twice',
    ],
  ])('refuses a practice file that contradicts itself in %s', (_, change, remedy) => {
    expect(faultsOf(change)).toEqual([expect.stringContaining(remedy)]);
  });

  it.each([
    [2, true],
    [1, false],
    [30, true],
    [0, false],
    [31, false],
    [29.5, false],
  ])('keeps recordings %s days: %s (policy 5.9)', (recordingsDays, taken) => {
    expect(faultsOf({ limits: { recordingsDays } })).toHaveLength(taken ? 0 : 1);
  });

  const roles = (change: object) => ({ roles: { ...LEAST.roles, ...change } });

  it.each([
    ['a role outside the staff domains', roles({ managers: ['mo@stranger.example'] }), 'roles: mo@stranger.example'],
    ['a staff domain anybody has', { staffDomains: ['example.com', 'gmail.com'] }, 'staffDomains: anybody can'],
    [
      'no DPO for a disciplinary release',
      { purposes: { disciplinary: { seats: ['director'] } } },
      'purposes.disciplinary: needs',
    ],
  ])('refuses %s', (_, change, start) => {
    const faults = faultsOf(change);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(start);
  });

  it.each([
    ['a role of a guest by name', { ...roles({ managers: ['mo@stranger.example'] }), guests: ['mo@stranger.example'] }],
    ['a second domain of the practice', { staffDomains: ['example.com', 'wilsonsvets.example'] }],
    ['a disciplinary release that the DPO agrees to', { purposes: { disciplinary: { seats: ['dpo', 'director'] } } }],
  ])('takes %s', (_, change) => {
    expect(faultsOf(change)).toEqual([]);
  });

  it('says who is hard to tell apart, and nothing where everybody differs', () => {
    const people = (second: object) => [
      { email: 'rita@example.com', name: 'Rita Reed', extensions: ['204'] },
      { email: 'rose@example.com', ...second },
    ];
    const doubts = (second: object) =>
      directoryDoubts(settingsOf({ people: people(second) }).practice.directory).map((doubt) => doubt.split(':')[0]);
    expect(doubts({ name: 'rita reed', extensions: ['204'] })).toEqual([
      'Several people are named “rita reed”',
      'Several people have the extension 204',
    ]);
    expect(doubts({ name: 'Rose Reed', extensions: ['205'] })).toEqual([]);
  });

  it('says that a practice file is no JSON', () => {
    expect(parsePracticeFile('{ name: }', 'practice.json')).toMatchObject({
      ok: false,
      faults: [expect.stringMatching(/^practice\.json: is not JSON \(.+\)\. Mend it .+\.$/)],
    });
  });

  it('takes a practice file with purposes that nobody can agree to, and reports those apart', () => {
    const { practice } = settingsOf({ roles: { directors: ['dana@example.com'], dpo: ['dana@example.com'] } });
    expect(practiceFaults(practice)).not.toEqual([]);
  });
});

describe('the files in env/', () => {
  it('has in env/ the schema that the code checks by', () => {
    expect(JSON.parse(readFileSync('env/practice.schema.json', 'utf8'))).toEqual(JSON.parse(practiceJsonSchema()));
  });

  it.each([
    'env/practice.example.json',
    'env/demo/practice.json',
  ])('finds no fault in %s, which makes every purpose possible', (file) => {
    const parsed = parsePracticeFile(readFileSync(file, 'utf8'), file);
    if (!parsed.ok) throw new Error(parsed.faults.join('\n'));
    expect(practiceFaults(parsed.value.practice)).toEqual([]);
  });
});
