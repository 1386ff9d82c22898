import { describe, expect, it } from 'vitest';
import { AppError } from '#shared/errors/app-error';
import type { DatabaseStatus, SyncStatus } from '#shared/sync/ports';
import { isReceiving } from '#renderer/data/receiving';

const database = (state: DatabaseStatus['state'], received = 0): DatabaseStatus => ({
  name: 'grid-a-1',
  state,
  received,
});
const status = (databases: readonly DatabaseStatus[], more: Partial<SyncStatus> = {}): SyncStatus => ({
  link: { kind: 'live' },
  databases,
  lastCurrentMs: null,
  ...more,
});

describe('a device that is filled for the first time', () => {
  it('waits from the first moment on, before the station has said anything', () => {
    expect(isReceiving(status([]), true)).toBe(true);
    expect(isReceiving(status([], { link: { kind: 'connecting' } }), true)).toBe(true);
    expect(isReceiving(status([database('unknown')]), true)).toBe(true);
  });

  it('waits between one database and the next', () => {
    expect(isReceiving(status([database('current', 3000), database('unknown')]), false)).toBe(true);
    expect(isReceiving(status([database('current', 3000), database('catching-up', 1)]), false)).toBe(true);
  });

  it('waits no longer once all are there, though there be nothing', () => {
    expect(isReceiving(status([database('current', 3000)]), false)).toBe(false);
    expect(isReceiving(status([database('current')], { lastCurrentMs: 1 }), true)).toBe(false);
  });

  it('does not wait for what it may not read', () => {
    expect(isReceiving(status([database('current', 3000), database('held')]), false)).toBe(false);
    expect(isReceiving(status([database('failing')]), true)).toBe(false);
  });
});

describe('a device that was filled before', () => {
  it('counts on through single changes, and waits during what piled up in weeks', () => {
    expect(isReceiving(status([database('catching-up', 3)]), false)).toBe(false);
    expect(isReceiving(status([database('catching-up', 800)], { lastCurrentMs: 1 }), false)).toBe(true);
    expect(isReceiving(status([database('unknown', 800)], { lastCurrentMs: 1 }), false)).toBe(false);
  });

  it('counts what it has while the station is away', () => {
    const error = new AppError('hub.unreachable', 'away');
    const away = { link: { kind: 'away', sinceMs: 1, error } } as const;
    expect(isReceiving(status([database('unknown')], away), false)).toBe(false);
    expect(isReceiving(status([], away), true)).toBe(false);
  });
});
