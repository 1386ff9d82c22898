import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';

const FIXTURE = 'test/fixtures/station-0.1.json.gz';

/**
 * Lays out the data folder of a practice station as release 0.1 left it when it stopped: made by that release with 15 households
 * and 30 days of visits, packed as base64 by path.
 */
export async function layOldStation(folder: string): Promise<void> {
  const bytes = gunzipSync(new Uint8Array(await readFile(FIXTURE)));
  const files = z.record(z.string(), z.base64()).parse(JSON.parse(bytes.toString('utf8')));
  for (const [path, content] of Object.entries(files)) {
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, new Uint8Array(Buffer.from(content, 'base64')), { mode: 0o600 });
  }
}
