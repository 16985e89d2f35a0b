import { describe, expect, it } from 'vitest';
import { parseApproveForm } from '../../../src/features/requests/decideRequest.ts';

const VALUES = { recordingId: 'rec-1', from: '0:30', to: '1:30', days: '3', mode: 'listen' };

describe('the second step of Approve', () => {
  it('gives the terms', () => {
    expect(parseApproveForm(VALUES)).toEqual({
      ok: true,
      value: { recordingId: 'rec-1', fromMs: 30_000, toMs: 90_000, mode: 'listen', days: 3 },
    });
  });

  it('means the whole recording where the ends are left empty', () => {
    expect(parseApproveForm({ ...VALUES, from: '', to: ' ' })).toMatchObject({
      value: { fromMs: 0, toMs: Number.MAX_SAFE_INTEGER },
    });
  });

  it('means listening unless a copy was chosen', () => {
    expect(parseApproveForm({ ...VALUES, mode: 'copy' })).toMatchObject({ value: { mode: 'copy' } });
    expect(parseApproveForm({ ...VALUES, mode: 'everything' })).toMatchObject({ value: { mode: 'listen' } });
  });

  it('says at each input what is wrong', () => {
    expect(parseApproveForm({ from: 'start', to: 'end' })).toEqual({
      ok: false,
      error: {
        from: expect.stringMatching(/\.$/),
        to: expect.stringMatching(/\.$/),
        recordingId: expect.stringMatching(/\.$/),
      },
    });
    expect(parseApproveForm({ ...VALUES, to: '0:30' })).toEqual({ ok: false, error: { to: expect.any(String) } });
  });
});
