import { constants } from 'node:fs';
import { mkdir, open, readdir, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { mapPaths, type BaseMap, type Maps, type MapTrouble } from '#shared/ipc/map-api';
import type { MapFiles, OpenMapFile } from '../map-ports';
import type { Log, Service } from '../ports';
import { readArchive } from './archive';

export interface TilesDeps {
  /** Where the site puts its files; made when it is missing. */
  readonly folder: string;
  readonly log: Log;
}

export type TilesService = MapFiles & Service;

/** More than a site has by any reason; what is beyond is named and not looked at. */
export const MAX_MAPS = 50;
/** What stands in an address as it is: letters and digits of any language, and a few marks. */
const NAME = /^[\p{L}\p{N}][\p{L}\p{N} ._()-]{0,100}\.pmtiles$/u;

/** A file as it was looked at. */
interface Looked {
  readonly name: string;
  /** Changes whenever the file does. */
  readonly version: string;
  readonly outcome: BaseMap | MapTrouble['problem'];
}

/**
 * Opens the folder of base maps. Files are judged by what is in them, each time somebody asks and it has changed since. One that is none
 * is named among the troubles and never served.
 */
export async function openTiles({ folder, log }: TilesDeps): Promise<TilesService> {
  await mkdir(folder, { recursive: true });
  let looked: readonly Looked[] = [];
  let looking: Promise<readonly Looked[]> | null = null;

  async function look(): Promise<readonly Looked[]> {
    const names = (await readdir(folder)).filter((name) => !name.startsWith('.')).sort();
    const found: Looked[] = [];
    for (const [at, name] of names.entries()) {
      const known = looked.find((each) => each.name === name);
      const now =
        at < MAX_MAPS ? await lookAt(folder, name, known) : { name, version: '', outcome: 'too-many' as const };
      if (typeof now.outcome === 'string' && known?.outcome !== now.outcome)
        log.warn('tiles.refused', { code: now.outcome });
      found.push(now);
    }
    looked = found;
    return found;
  }

  // Many devices ask in one moment; the folder is read once.
  const lookOnce = (): Promise<readonly Looked[]> => {
    looking ??= look().finally(() => (looking = null));
    return looking;
  };

  await lookOnce();
  return {
    list: async () => listOf(await lookOnce()),
    open: async (name) => {
      const known = (await lookOnce()).find((each) => each.name === name);
      if (!known || typeof known.outcome === 'string') return null;
      return openMap(join(folder, known.name));
    },
    health: () => {
      const { maps, troubles } = listOf(looked);
      return { ok: true, facts: { maps: maps.length, troubles: troubles.length } };
    },
    stop: async () => {
      await looking?.catch(() => undefined);
    },
  };
}

function listOf(looked: readonly Looked[]): Maps {
  return {
    maps: looked.flatMap(({ outcome }) => (typeof outcome === 'string' ? [] : [outcome])),
    troubles: looked.flatMap(({ name, outcome }) => (typeof outcome === 'string' ? [{ name, problem: outcome }] : [])),
  };
}

async function lookAt(folder: string, name: string, known: Looked | undefined): Promise<Looked> {
  const refused = (problem: MapTrouble['problem']): Looked => ({ name, version: '', outcome: problem });
  const opened = await openFile(join(folder, name));
  if (typeof opened === 'string') return refused(opened);
  const { file, bytes, version } = opened;
  try {
    if (known?.version === version) return known;
    const head = await readArchive(file, bytes);
    if (typeof head === 'string') return { name, version, outcome: head };
    if (!NAME.test(name)) return refused('bad-name');
    const url = `${mapPaths.file.replace(':name', encodeURIComponent(name))}?v=${version}`;
    return { name, version, outcome: { id: name, ...head, url, bytes } };
  } finally {
    await file.close();
  }
}

interface Opened {
  readonly file: FileHandle;
  readonly bytes: number;
  readonly version: string;
}

/** Opens a plain file of the folder itself; a link that leads out of it is not followed. */
async function openFile(path: string): Promise<Opened | 'unreadable' | 'not-a-file'> {
  let file: FileHandle;
  try {
    file = await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
  } catch (thrown) {
    return (thrown as NodeJS.ErrnoException).code === 'ELOOP' ? 'not-a-file' : 'unreadable';
  }
  const stat = await file.stat();
  if (stat.isFile()) {
    const version = `${stat.size.toString(36)}-${Math.round(stat.mtimeMs).toString(36)}`;
    return { file, bytes: stat.size, version };
  }
  await file.close();
  return 'not-a-file';
}

async function openMap(path: string): Promise<OpenMapFile | null> {
  const opened = await openFile(path);
  if (typeof opened === 'string') return null;
  const { file, bytes, version } = opened;
  return {
    bytes,
    version,
    // The stream closes the file when it ends or is given up.
    read: (from, to) => file.createReadStream({ start: from, end: to }),
    close: () => file.close(),
  };
}
