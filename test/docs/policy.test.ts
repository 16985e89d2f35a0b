import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const ROOT = new URL('../../', import.meta.url);

const textOf = (file: string): string =>
  existsSync(new URL(file, ROOT)) ? readFileSync(new URL(file, ROOT), 'utf8') : '';

const letters = (clause: string, last: string): readonly string[] =>
  Array.from({ length: last.charCodeAt(0) - 96 }, (_, at) => clause + String.fromCharCode(97 + at));

/** The clauses of the practice's call recording policy. */
const CLAUSES = [
  '1.1',
  '1.2',
  ...letters('2.1', 'f'),
  '2.2',
  '2.3',
  ...letters('3.1', 'd'),
  '4.1',
  '4.2',
  '4.3',
  '4.3.1',
  '4.3.2',
  '4.3.3',
  '5.1',
  '5.2',
  ...letters('5.2', 'f'),
  '5.3',
  '5.4',
  '5.5',
  '5.6',
  '5.7',
  '5.8',
  '5.9',
];

const rows = textOf('docs/policy.md')
  .split('\n')
  .filter((line) => /^\| \d/.test(line))
  .map((line) => {
    const [, clause = '', does = '', where = '', heldBy = ''] = line.split('|').map((cell) => cell.trim());
    return {
      clause,
      does,
      places: [...where.matchAll(/`([^`#]+)#([^`]+)`/g)].map(([, file = '', name = '']) => ({ file, name })),
      tests: [...heldBy.matchAll(/`([^`]+)` “([^”]+)”/g)].map(([, file = '', title = '']) => ({ file, title })),
    };
  });

describe('the page on the policy', () => {
  it('has each clause once, in the policy’s order', () => {
    expect(rows.map(({ clause }) => clause)).toEqual(CLAUSES);
  });

  it('says of each clause where it stands and what holds it, or that it is not the desk’s', () => {
    const bare = rows.filter(({ does, places, tests }) => {
      const isCarriedOut = places.length > 0 && tests.length > 0;
      return does.length < 20 || (!isCarriedOut && !does.includes("**not the desk's**"));
    });
    expect(bare).toEqual([]);
  });

  it('names places in the code that are there', () => {
    const places = rows.flatMap((row) => row.places);
    expect(places.length).toBeGreaterThan(30);
    const missing = places.filter(({ file, name }) => !new RegExp(`(?<!\\w)${name}(?!\\w)`).test(textOf(file)));
    expect(missing).toEqual([]);
  });

  it('names tests that are there', () => {
    const tests = rows.flatMap((row) => row.tests);
    expect(tests.length).toBeGreaterThan(30);
    expect(tests.filter(({ file, title }) => !textOf(file).includes(`'${title}'`))).toEqual([]);
  });
});
