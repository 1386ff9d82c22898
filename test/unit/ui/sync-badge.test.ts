import { describe, expect, it } from 'vitest';
import { AppError } from '#shared/errors/app-error';
import type { DatabaseStatus, LinkState, OutboxRow } from '#shared/sync/ports';
import { badgeOf } from '#renderer/features/sync/badge';
import { exportFile } from '#renderer/features/sync/export';
import { aVisit } from '#test/support/builders';

const LIVE: LinkState = { kind: 'live' };
const AWAY: LinkState = { kind: 'away', sinceMs: 1, error: new AppError('hub.unreachable', 'away') };
const SIGN_IN: LinkState = { kind: 'sign-in', error: new AppError('auth.expired', 'expired') };
const database = (state: DatabaseStatus['state']): DatabaseStatus => ({ name: 'grid-a-1', state, received: 0 });

interface View {
  readonly link?: LinkState;
  readonly databases?: readonly DatabaseStatus[];
  readonly lastCurrentMs?: number | null;
  readonly waiting?: number;
  readonly refused?: number;
  readonly held?: number;
  readonly contested?: number;
}
const badge = ({ link = LIVE, databases = [database('current')], lastCurrentMs = 5, ...counts }: View = {}) =>
  badgeOf({ status: { link, databases, lastCurrentMs }, waiting: 0, refused: 0, held: 0, ...counts });

describe('the sync badge', () => {
  it('says synced only when the hub is there, nothing waits and everything is taken in', () => {
    expect(badge()).toEqual({ kind: 'synced' });
    expect(badge({ waiting: 1 }).kind).not.toBe('synced');
    expect(badge({ link: { kind: 'connecting' } }).kind).not.toBe('synced');
    expect(badge({ lastCurrentMs: null }).kind).not.toBe('synced');
    for (const state of ['unknown', 'catching-up', 'held', 'failing'] as const) {
      expect(badge({ databases: [database('current'), database(state)] }).kind).not.toBe('synced');
    }
  });

  it('lets the worst win: something to do, then offline, then waiting', () => {
    expect(badge({ link: AWAY, waiting: 3, refused: 2 })).toEqual({ kind: 'act', count: 2 });
    expect(badge({ held: 1, refused: 1 })).toEqual({ kind: 'act', count: 2 });
    expect(badge({ databases: [database('failing')] })).toEqual({ kind: 'act', count: 1 });
    expect(badge({ link: AWAY, refused: 1, contested: 2 })).toEqual({ kind: 'act', count: 3 });
    expect(badge({ link: AWAY, waiting: 3 })).toEqual({ kind: 'offline', waiting: 3 });
    expect(badge({ link: SIGN_IN, waiting: 3 })).toEqual({ kind: 'sign-in', waiting: 3 });
    expect(badge({ waiting: 3 })).toEqual({ kind: 'pending', waiting: 3 });
    expect(badge({ link: { kind: 'connecting' }, waiting: 2 })).toEqual({ kind: 'pending', waiting: 2 });
  });
});

describe('the export of what is not sent', () => {
  it('holds every record whole, and why it came back', () => {
    const record = aVisit(7);
    const row: OutboxRow = {
      id: record._id,
      db: 'grid-qinghe-1',
      collection: 'visits',
      record,
      rev: '',
      vectorKey: 'x',
      queuedAtMs: 12,
      state: 'refused',
      code: 'row.malformed',
      reason: 'why',
    };
    const { name, text } = exportFile([row], Date.UTC(2026, 10, 23, 1, 42));
    expect(name).toBe('linli-unsent-20261123T014200.json');
    expect(JSON.parse(text)).toEqual({
      format: 'linli-unsent',
      version: 1,
      exportedAtMs: Date.UTC(2026, 10, 23, 1, 42),
      records: [
        { database: 'grid-qinghe-1', state: 'refused', code: 'row.malformed', reason: 'why', queuedAtMs: 12, record },
      ],
    });
  });
});
