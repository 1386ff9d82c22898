import type { DeviceView, HostState } from '#shared/ipc/admin-api';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const GB = 1024 ** 3;

/** A host in the seventh week of its run: well, or with every kind of trouble (`ill`). */
export function fakeHostState(
  nowMs: number,
  grids: readonly number[],
  devices: readonly DeviceView[],
  isIll: boolean,
): HostState {
  const database = (name: string, documents: number) => ({ name, documents, sequence: documents + 311 });
  return {
    version: '0.3.0',
    platform: 'linux x64',
    nowMs,
    startedAtMs: nowMs - 47 * DAY_MS - 223 * MINUTE_MS,
    data: {
      folder: '/var/lib/linli/qinghe',
      bytes: 3.4 * GB,
      freeBytes: isIll ? 1.2 * GB : 280 * GB,
      diskBytes: 476 * GB,
    },
    maps: { folder: '/var/lib/linli/qinghe/map', count: 1, troubles: [] },
    logs: { folder: '/var/lib/linli/qinghe/logs', linesLost: isIll ? 14 : 0 },
    certificate: {
      names: ['linli-qinghe.local', 'localhost', '127.0.0.1', '::1', '192.168.8.10'],
      untilMs: nowMs + (isIll ? 6 : 214) * DAY_MS,
      authorityFingerprint:
        '3F:9A:10:77:C4:2E:5B:D0:81:6D:F3:A8:19:EE:42:0C:97:5A:B1:64:D8:23:70:1F:CE:08:9B:55:E7:36:AD:02',
    },
    addresses: {
      loopback: 'http://127.0.0.1:8440',
      named: 'https://linli-qinghe.local:8443',
      lan: ['https://192.168.8.10:8443'],
      certificatePage: 'http://192.168.8.10:8480',
      residents: 'https://linli-qinghe.local:8446',
    },
    backup: { kind: 'none' },
    databases: [
      database('commons-qinghe', 96),
      database('desk-qinghe', 0),
      ...grids.map((grid) => database(`grid-qinghe-${grid}`, 4100 + grid * 317)),
      database('queue-qinghe', 0),
    ],
    devices: devices
      .filter(({ state }) => state === 'approved')
      .map(({ id, name, kind, lastSeenMs, lastAddress }) => ({ id, name, kind, lastSeenMs, lastAddress })),
    services: [
      ...['log', 'hub', 'audit', 'sessions', 'matching', 'certificates', 'gateway', 'quality'].map((name) => ({
        name,
        ok: true,
      })),
      { name: 'file-keeper', ok: !isIll },
    ],
  };
}
