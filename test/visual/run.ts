import { readIndex, removePicture, storedPictures, writeIndex, writePicture } from './baselines';
import { judge, mannerFor } from './judge';
import type { Landmark } from './layout';
import { PICTURES, type Picture } from './pictures';
import { openStudio, type Studio } from './studio';

export interface VisualOptions {
  /** Parts of names; none means all. */
  readonly wanted: readonly string[];
  /** Stores what is seen in place of comparing it. */
  readonly isUpdate: boolean;
  readonly log: (line: string) => void;
}

/** As many pages at once as there is to gain from. */
const AT_ONCE = 2;

/** Looks at every picture, and compares or stores it. Answers how many of them are wrong. */
export async function runVisual({ wanted, isUpdate, log }: VisualOptions): Promise<number> {
  const pictures = PICTURES.filter(({ name }) => wanted.length === 0 || wanted.some((part) => name.includes(part)));
  if (pictures.length === 0) throw new Error(`no picture is called like ${wanted.join(', ')}`);
  const studio = await openStudio();
  try {
    return isUpdate ? await update(studio, pictures, log) : await check(studio, pictures, log);
  } finally {
    await studio.close();
  }
}

async function check(studio: Studio, pictures: readonly Picture[], log: VisualOptions['log']): Promise<number> {
  const index = readIndex();
  if (!index) throw new Error('no pictures are stored: npm run visual -- --update');
  const manner = mannerFor(index, studio.fingerprint);
  if (manner === 'landmarks') {
    const { browser, text } = studio.fingerprint;
    log(
      `browser ${browser} or its fonts (${text}) are not those of the stored pictures: only where things stand is compared`,
    );
  }
  let wrong = 0;
  await together(pictures, async ({ name, stop, look }) => {
    const troubles = await seen(name, async () => judge(name, await studio.see(stop, look), index, manner));
    if (troubles.length > 0) wrong += 1;
    log(troubles.length === 0 ? `  ${name}` : `✗ ${name}\n${troubles.map((each) => `    ${each}`).join('\n')}`);
  });
  return wrong;
}

async function update(studio: Studio, pictures: readonly Picture[], log: VisualOptions['log']): Promise<number> {
  const landmarks: Record<string, readonly Landmark[]> = { ...readIndex()?.landmarks };
  let wrong = 0;
  await together(pictures, async ({ name, stop, look }) => {
    const troubles = await seen(name, async () => {
      const sight = await studio.see(stop, look);
      const bytes = writePicture(name, sight.picture);
      landmarks[name] = sight.landmarks;
      log(`  ${name.padEnd(36)} ${String(Math.ceil(bytes / 1000)).padStart(5)} kB`);
      return sight.troubles;
    });
    if (troubles.length > 0) wrong += 1;
    for (const trouble of troubles) log(`✗ ${name}: ${trouble}`);
  });
  const known = new Set(PICTURES.map(({ name }) => name));
  for (const name of storedPictures()) if (!known.has(name)) removePicture(name);
  for (const name of Object.keys(landmarks)) if (!known.has(name)) delete landmarks[name];
  writeIndex({ fingerprint: studio.fingerprint, landmarks });
  return wrong;
}

/** A screen that does not come to its state is one wrong picture, not the end of all others. */
async function seen(name: string, look: () => Promise<readonly string[]>): Promise<readonly string[]> {
  try {
    return await look();
  } catch (error) {
    return [`${name} was not reached: ${error instanceof Error ? error.message : String(error)}`];
  }
}

async function together<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const waiting = [...items];
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item);
    }),
  );
}
