import { X509Certificate } from 'node:crypto';
import { statfs } from 'node:fs/promises';
import type { HostState } from '#shared/ipc/admin-api';
import type { MapFiles } from '../map-ports';
import type { DeviceAdmin, ServiceHealth } from '../ports';
import { createFolderSize } from './folder-size';

/** The hub as the page counts it. */
export interface CountedHub {
  names(): readonly string[];
  database(name: string): {
    info(): Promise<{ readonly documents: number; readonly position: { readonly seq: string } }>;
  } | null;
}

export interface HostStateDeps {
  /** The product's. */
  readonly version: string;
  readonly dataFolder: string;
  readonly logsFolder: string;
  readonly hub: CountedHub;
  readonly devices: Pick<DeviceAdmin, 'list'>;
  readonly maps: Pick<MapFiles, 'list'>;
  readonly mapsFolder: string;
  readonly certificates: {
    readonly authority: { readonly fingerprint: string };
    server(): { readonly certPem: string; readonly expiresAtMs: number };
  };
  /** As they are once the gateway listens. */
  readonly addresses: () => Omit<HostState['addresses'], 'lan'> & {
    /** Port of the LAN listener; null without one. */
    readonly lanPort: number | null;
  };
  readonly lanAddresses: () => readonly string[];
  readonly services: () => Readonly<Record<string, ServiceHealth>>;
  readonly startedAtMs: number;
  readonly now: () => number;
}

/** Answers how the host is at the moment it is asked; keeps nothing but the size of its data folder, for a minute. */
export function createHostState(deps: HostStateDeps): () => Promise<HostState> {
  const { version, dataFolder, logsFolder, hub, devices, maps, mapsFolder, certificates, services, startedAtMs, now } =
    deps;
  const sizeOf = createFolderSize(dataFolder, now);
  return async () => {
    const [bytes, disk, databases, { maps: shown, troubles }] = await Promise.all([
      sizeOf(),
      statfs(dataFolder),
      countsOf(hub),
      maps.list(),
    ]);
    const { lanPort, ...addresses } = deps.addresses();
    const { certPem, expiresAtMs } = certificates.server();
    const running = services();
    return {
      version,
      platform: `${process.platform} ${process.arch}`,
      nowMs: now(),
      startedAtMs,
      data: { folder: dataFolder, bytes, freeBytes: disk.bavail * disk.bsize, diskBytes: disk.blocks * disk.bsize },
      logs: { folder: logsFolder, linesLost: Number(running['log']?.facts['linesLost'] ?? 0) },
      certificate: {
        names: namesIn(certPem),
        untilMs: expiresAtMs,
        authorityFingerprint: certificates.authority.fingerprint,
      },
      addresses: {
        ...addresses,
        lan: lanPort === null ? [] : deps.lanAddresses().map((address) => `https://${urlHost(address)}:${lanPort}`),
      },
      backup: { kind: 'none' },
      databases,
      devices: devices
        .list()
        .filter(({ state }) => state === 'approved')
        .map(({ id, name, kind, lastSeenMs, lastAddress }) => ({ id, name, kind, lastSeenMs, lastAddress }))
        .sort((a, b) => b.lastSeenMs - a.lastSeenMs),
      maps: { folder: mapsFolder, count: shown.length, troubles },
      services: Object.entries(running).map(([name, { ok }]) => ({ name, ok })),
    };
  };
}

async function countsOf(hub: CountedHub): Promise<HostState['databases']> {
  const counted = await Promise.all(
    [...hub.names()].sort(byNumber).map(async (name) => {
      const info = await hub.database(name)?.info();
      // `<update sequence>-<epoch>`
      return info ? [{ name, documents: info.documents, sequence: Number.parseInt(info.position.seq, 10) }] : [];
    }),
  );
  return counted.flat();
}

/** grid-qinghe-2 before grid-qinghe-10. */
const byNumber = (a: string, b: string): number => a.localeCompare(b, 'en', { numeric: true });

/** `DNS:linli-qinghe.local, IP Address:127.0.0.1` without what kind of name each is. */
const namesIn = (certPem: string): string[] =>
  (new X509Certificate(certPem).subjectAltName ?? '')
    .split(', ')
    .map((name) => name.slice(name.indexOf(':') + 1))
    .filter((name) => name !== '');

const urlHost = (address: string): string => (address.includes(':') ? `[${address}]` : address);
