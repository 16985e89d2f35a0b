import { expect, it } from 'vitest';
import { TROUBLE, troubleOf } from '../../src/chat/trouble.ts';
import { Fault } from '../../src/kernel/fault.ts';

it('says that nothing was changed, unless nobody knows', () => {
  expect(troubleOf(new Error('x'))).toBe(TROUBLE);
  expect(troubleOf(new Fault('passing', 'x', 'Later.'))).toBe(TROUBLE);
  const unknown = troubleOf(new Fault('passing', 'commit-unknown', 'Look.', { mayBeDone: true }));
  expect(unknown.text).toContain('does not know whether this was done');
  expect(unknown.text).not.toContain('Nothing was changed');
});
