import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import type { UpstreamDatabaseView, UpstreamView } from '#shared/ipc/upstream-api';
import { entryOf, readEntry, withFile } from '#renderer/features/settings/upstream/entry';
import { readStationFile } from '#renderer/features/settings/upstream/station-file';
import { credentialFolder } from '#sync-server/provision/credentials';
import { temporaryFolder } from '#test/support/temporary-folder';
import { standingOf } from '#renderer/features/settings/upstream/standing';
import { badgeOf } from '#renderer/features/sync/badge';
import { reachOf } from '#renderer/features/sync/reach';
import { createPace } from '#main/services/upstream/pace';

const database = (change: Partial<UpstreamDatabaseView> = {}): UpstreamDatabaseView => ({
  name: 'grid-qinghe-1',
  state: 'current',
  trouble: null,
  left: 0,
  coming: 0,
  refusedThere: 0,
  refusedHere: 0,
  currentAtMs: 5_000,
  ...change,
});
const SET = { on: true, url: 'https://hub.example', user: 'qinghe', authority: null };
const view = (change: Partial<UpstreamView> = {}): UpstreamView => ({
  set: SET,
  trouble: null,
  troubleSinceMs: null,
  nextTryAtMs: null,
  answeredAtMs: null,
  madeAnewAtMs: null,
  databases: [database()],
  ...change,
});

describe('how the station stands with the district', () => {
  it.each([
    [view({ set: null }), { kind: 'none' }],
    [view({ set: { ...SET, on: false } }), { kind: 'off' }],
    [view({ trouble: 'portal', databases: [database({ left: 4 })] }), { kind: 'trouble', trouble: 'portal', left: 4 }],
    [view({ databases: [database({ trouble: 'missing' }), database()] }), { kind: 'part', count: 1 }],
    [view({ databases: [database({ left: 2 }), database({ left: 1 })] }), { kind: 'left', count: 3 }],
    [view({ databases: [database({ currentAtMs: null }), database()] }), { kind: 'asking' }],
    [view({ databases: [database(), database({ currentAtMs: 3_000 })] }), { kind: 'current', atMs: 3_000 }],
  ])('is said by the worst of it', (given, standing) => {
    expect(standingOf(given)).toEqual(standing);
  });
});

describe('what stands in the form', () => {
  const kept = entryOf(SET);

  it('needs no password as long as address and user stay', () => {
    expect(readEntry({ ...kept, on: false }, SET)).toEqual({ kind: 'right', wanted: { ...SET, on: false } });
    expect(readEntry({ ...kept, url: 'https://hub.example/ ' }, SET)).toMatchObject({ kind: 'right' });
    expect(readEntry({ ...kept, url: 'https://other.example' }, SET)).toEqual({ kind: 'wrong', fields: ['password'] });
    expect(readEntry({ ...kept, user: 'b' }, SET)).toEqual({ kind: 'wrong', fields: ['password'] });
  });

  it('names every field that is not right yet', () => {
    const entry = { on: true, url: 'hub.example', user: 'a:b', password: '', authority: 'x', file: null };
    expect(readEntry(entry, null)).toEqual({ kind: 'wrong', fields: ['url', 'user', 'authority', 'password'] });
  });
});

describe('how far records have come', () => {
  const at = { name: 'grid-qinghe-1', left: 0, refused: 0, currentAtMs: 5_000 };
  const status = { link: { kind: 'live' }, databases: [], lastCurrentMs: 1 } as never;
  const badge = (reach: Parameters<typeof badgeOf>[0]['reach']) =>
    badgeOf({ status, waiting: 0, refused: 0, held: 0, ...(reach && { reach }) });

  it('is at the station as long as something is not at the district, and synced only then', () => {
    expect(badge(reachOf({ on: false, databases: [] }))).toEqual({ kind: 'synced' });
    expect(badge({ kind: 'unknown' })).toEqual({ kind: 'at-station', left: 0 });
    expect(badge(reachOf({ on: true, databases: [{ ...at, left: 2 }] }))).toEqual({ kind: 'at-station', left: 2 });
    expect(badge(reachOf({ on: true, databases: [{ ...at, refused: 1 }] }))).toEqual({ kind: 'at-station', left: 0 });
    expect(badge(reachOf({ on: true, databases: [{ ...at, currentAtMs: null }] }))).toEqual({
      kind: 'at-station',
      left: 0,
    });
    expect(badge(reachOf({ on: true, databases: [at] }))).toEqual({ kind: 'synced', far: 'district' });
  });
});

describe('the back-off', () => {
  it('doubles to five minutes, never in step, and begins again after a success', () => {
    const longest = createPace(() => 1);
    expect([1, 2, 3].map(() => longest.failed(false))).toEqual([2_000, 4_000, 8_000]);
    for (let n = 0; n < 40; n += 1) longest.failed(false);
    expect(longest.failed(false)).toBe(300_000);
    longest.succeeded();
    expect(longest.failed(false)).toBe(2_000);
    expect(createPace(() => 0).failed(false)).toBe(1_000);
    expect(createPace(() => 0).failed(true)).toBe(150_000);
  });
});

describe('the file that the district makes for a station', () => {
  const FILE = { url: 'https://hub.example', station: 'qinghe', user: 'qinghe', password: 'k3Jx9mQp2Wz7Lr5T' };
  const bytes = (content: unknown) => new TextEncoder().encode(JSON.stringify(content));

  it('is what provisioning writes, and sets address, user and password', async () => {
    const folder = credentialFolder(await temporaryFolder(), FILE.url);
    await folder.write(FILE);
    const reading = readStationFile(new Uint8Array(await readFile(folder.pathOf('qinghe'))), 'qinghe');
    expect(reading).toEqual({ kind: 'right', file: FILE });
    const entry = withFile(entryOf(null), FILE);
    expect(entry.password).toBe('');
    const { station: _station, ...wanted } = FILE;
    expect(readEntry(entry, null)).toEqual({ kind: 'right', wanted: { ...wanted, on: true, authority: null } });
    // Typed over, what is typed counts; sent elsewhere, the file's password does not go along.
    expect(readEntry({ ...entry, password: 'typed' }, null)).toMatchObject({ wanted: { password: 'typed' } });
    for (const change of [{ url: 'https://elsewhere.example' }, { user: 'other' }])
      expect(readEntry({ ...entry, ...change }, null)).toEqual({ kind: 'wrong', fields: ['password'] });
  });

  it.each([
    ['empty', new Uint8Array(0)],
    ['too-large', new Uint8Array(20_000).fill(32)],
    ['not-text', new Uint8Array([0xff, 0xd8, 0xff])],
    ['not-ours', bytes([])],
    ['not-ours', bytes({ ...FILE, more: 1 })],
    ['not-ours', bytes({ ...FILE, password: 'short' })],
    ['address', bytes({ ...FILE, url: 'http://hub.example' })],
    ['other-station', bytes({ ...FILE, station: 'beiyuan' })],
  ] as const)('is refused as %s', (problem, content) => {
    const reading = readStationFile(content, 'qinghe');
    expect(reading).toMatchObject({ kind: 'wrong', problem });
    expect(JSON.stringify(reading)).not.toContain(FILE.password);
  });
});
