import { randomBytes } from 'node:crypto';
import { chmod, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { stationFileSchema, type StationFile } from '#shared/ipc/upstream-api';

/** What a station’s hub needs to sign in at the hub: what Settings › 区级中心 takes as a file. */
export type Credentials = StationFile;

/** A folder with one file of credentials a station; each file is readable by whoever runs the command alone. */
export interface CredentialFolder {
  /** Where a station's file lies. */
  pathOf(station: string): string;
  /** What the file holds; null where there is none. Throws `damaged-credentials` with the path for one that cannot be read. */
  read(station: string): Promise<Credentials | null>;
  /** On disk when it resolves, whole or not at all. */
  write(credentials: Credentials): Promise<void>;
}

/** A file of credentials that holds something else. */
export class DamagedCredentials extends Error {
  constructor(readonly path: string) {
    super(`not a file of credentials: ${path}`);
  }
}

/** The folder, made when something is first written. Files are named by hub and station: one station may have two hubs. */
export function credentialFolder(folder: string, publicUrl: string): CredentialFolder {
  const { hostname, port, protocol } = new URL(publicUrl);
  const hub = `${hostname.replaceAll(/[^0-9A-Za-z.-]/g, '')}-${port || (protocol === 'https:' ? '443' : '80')}`;
  const pathOf = (station: string): string => join(folder, `${hub}-${station}.json`);
  return {
    pathOf,
    async read(station) {
      const path = pathOf(station);
      let text: string;
      try {
        text = await readFile(path, 'utf8');
      } catch (cause) {
        if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return null;
        throw cause;
      }
      const parsed = stationFileSchema.safeParse(jsonOrNull(text));
      if (!parsed.success || parsed.data.station !== station) throw new DamagedCredentials(path);
      return parsed.data;
    },
    async write(credentials) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await writeWhole(pathOf(credentials.station), `${JSON.stringify(credentials, null, 2)}\n`);
    },
  };
}

/** 192 random bits, in letters that need no escaping anywhere. */
export const newPassword = (): string => randomBytes(24).toString('base64url');

async function writeWhole(path: string, text: string): Promise<void> {
  const draft = `${path}.${randomBytes(4).toString('hex')}.tmp`;
  try {
    const file = await open(draft, 'wx', 0o600);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await chmod(draft, 0o600);
    await rename(draft, path);
  } catch (cause) {
    await rm(draft, { force: true });
    throw cause;
  }
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
