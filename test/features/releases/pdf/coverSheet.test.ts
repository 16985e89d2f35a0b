import { describe, expect, it } from 'vitest';
import type { PoliceReceipt } from '../../../../src/features/releases/documents.ts';
import { createDocumentRenderer } from '../../../../src/features/releases/pdf/renderer.ts';
import { toInstant } from '../../../../src/kernel/time.ts';

const COPY: PoliceReceipt = {
  practice: 'Wilson’s Veterinary Practice',
  madeAt: toInstant('2026-12-22T14:55:00Z'),
  requestId: 'R-5H8KQ2M',
  caseId: 'P-7K3MQ9A',
  ground: 'Detection or prevention of crime (policy 5.6); DPA 2018 Sch. 2 Pt. 1 para. 2',
  fileName: 'P-7K3MQ9A-R-5H8KQ2M.wav',
  sha256: 'c3'.repeat(32),
  length: '4 min 32 s',
  silenced: [
    { from: '0:07.5', to: '0:12' },
    { from: '2:10', to: '2:31.25' },
  ],
  recipient: 'Detective Constable Sam Sharp, Durham Constabulary',
  givenOn: 'Tue 22 Dec 2026, 14:55',
  givenBy: 'Priya Patel',
  authorisedBy: 'Inspector Ada Abara',
};

const pagesOf = (document: Uint8Array): number =>
  (
    Buffer.from(document)
      .toString('latin1')
      .match(/\/Type \/Page\n/g) ?? []
  ).length;

const renderer = createDocumentRenderer();

describe.each(['coverSheet', 'policeReceipt'] as const)('a %s', (name) => {
  it('is one page, and the same whenever it is drawn', async () => {
    const [one, other] = [await renderer[name](COPY), await renderer[name](COPY)];
    expect(Buffer.compare(one, other)).toBe(0);
    expect(pagesOf(one)).toBe(1);
  });

  it('differs with what was redacted, and whether anything was', async () => {
    const documents = await Promise.all(
      [COPY.silenced, COPY.silenced.slice(1), []].map((silenced) => renderer[name]({ ...COPY, silenced })),
    );
    expect(new Set(documents.map((document) => Buffer.from(document).toString('latin1'))).size).toBe(3);
  });
});

it('a receipt of an emergency can be drawn before the force has said who authorised it', async () => {
  expect(pagesOf(await renderer.policeReceipt({ ...COPY, authorisedBy: null }))).toBe(1);
});
