import { describe, expect, it } from 'vitest';
import { consentState } from '#shared/domain/people/consent-state';

const TODAY = '2026-11-23';
const said = (uid: string, given: boolean, statedOn: string, validUntil: string | null = null, atMs = 0) => ({
  uid,
  purpose: 'photos' as const,
  given,
  statedOn,
  atMs,
  validUntil,
});
const state = (...statements: ReturnType<typeof said>[]) => consentState('photos', statements, TODAY);

describe('what somebody agreed to', () => {
  it('nobody was asked', () => {
    expect(state()).toEqual({ kind: 'never-asked' });
    expect(consentState('devices', [said('A', true, '2026-01-01')], TODAY).kind).toBe('never-asked');
  });

  it('given counts until it is withdrawn, or to the end of its last day', () => {
    expect(state(said('A', true, '2026-01-01'))).toMatchObject({ kind: 'given', until: null });
    expect(state(said('A', true, '2026-01-01', TODAY))).toMatchObject({ kind: 'given', until: TODAY });
    expect(state(said('A', true, '2026-01-01', '2026-11-22'))).toMatchObject({ kind: 'expired', on: '2026-11-22' });
  });

  it('tells taking back from never agreeing', () => {
    expect(state(said('A', false, '2026-01-01'))).toMatchObject({ kind: 'refused' });
    expect(state(said('A', true, '2026-01-01'), said('B', false, '2026-02-01'))).toMatchObject({ kind: 'withdrawn' });
  });

  it('lets the later day count, whatever was typed in first; on one day the later entry', () => {
    const late = said('A', true, '2026-05-01', null, 1);
    const early = said('B', false, '2026-02-01', null, 2);
    expect(state(late, early)).toMatchObject({ kind: 'given', latest: late });
    const same = said('C', false, '2026-05-01', null, 3);
    expect(state(late, early, same)).toMatchObject({ kind: 'withdrawn', latest: same });
  });
});
