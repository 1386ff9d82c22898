import { createHash } from 'node:crypto';
import { constants, createReadStream } from 'node:fs';
import { mkdir, open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { MODEL_LIMITS, modelPaths, type ImageModel, type ModelTrouble, type Models } from '#shared/ipc/model-api';
import type { ModelFiles } from '../model-port';
import type { Log, Service } from '../ports';
import { checkModel, readCard, type ModelFault } from './check-model';

export interface ModelsDeps {
  /** Where the site puts its model; made when it is missing. */
  readonly folder: string;
  readonly log: Log;
}

export type ModelsService = ModelFiles & Service;

const ENDING = '.onnx';
/** What stands in an address as it is. */
const NAME = /^[\p{L}\p{N}][\p{L}\p{N} ._()-]{0,100}\.onnx$/u;
/** More than a site has by any reason; what is beyond is not looked at. */
const MAX_FILES = 20;

/** A model and its card as they were looked at together. */
interface Looked {
  readonly name: string;
  /** Changes whenever one of the two does. */
  readonly version: string;
  readonly outcome: ImageModel | ModelFault;
}

/**
 * Opens the folder of models. Each file is held against its card, each time somebody asks and one of them has changed since. The first by
 * name that is sound is the one that devices get; whatever is wrong with others is told beside it.
 */
export async function openModels({ folder, log }: ModelsDeps): Promise<ModelsService> {
  await mkdir(folder, { recursive: true });
  let looked: readonly Looked[] = [];
  let looking: Promise<readonly Looked[]> | null = null;

  async function look(): Promise<readonly Looked[]> {
    const names = (await readdir(folder)).filter((name) => name.endsWith(ENDING) && !name.startsWith('.')).sort();
    const found: Looked[] = [];
    for (const name of names.slice(0, MAX_FILES)) {
      const known = looked.find((each) => each.name === name);
      const now = await lookAt(folder, name, known);
      const problem = problemOf(now);
      if (problem && problem !== (known && problemOf(known))) log.warn('models.refused', { code: problem });
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
      const used = (await lookOnce()).find(({ outcome }) => 'sha256' in outcome);
      if (used?.name !== name || !('sha256' in used.outcome)) return null;
      const { bytes, sha256 } = used.outcome;
      return { bytes, sha256, read: () => createReadStream(join(folder, name), { end: bytes - 1 }) };
    },
    health: () => {
      const { model, troubles } = listOf(looked);
      return { ok: true, facts: { model: model !== null, troubles: troubles.length } };
    },
    stop: async () => {
      await looking?.catch(() => undefined);
    },
  };
}

const problemOf = ({ outcome }: Looked): ModelFault['problem'] | null =>
  'problem' in outcome ? outcome.problem : null;

function listOf(looked: readonly Looked[]): Models {
  const models = looked.flatMap(({ name, outcome }) => ('sha256' in outcome ? [{ name, model: outcome }] : []));
  const [used, ...others] = models;
  const faults = looked.flatMap(({ name, outcome }): readonly ModelTrouble[] =>
    'problem' in outcome ? [{ name, ...outcome }] : [],
  );
  const unused = others.map(({ name }): ModelTrouble => ({ name, problem: 'not-used', detail: used?.name ?? '' }));
  return { model: used?.model ?? null, troubles: [...faults, ...unused] };
}

async function lookAt(folder: string, name: string, known: Looked | undefined): Promise<Looked> {
  const refused = (problem: ModelFault['problem'], version = ''): Looked => ({
    name,
    version,
    outcome: { problem, detail: '' },
  });
  if (!NAME.test(name)) return refused('bad-name');
  const card = await readPlain(join(folder, `${name.slice(0, -ENDING.length)}.json`), MODEL_LIMITS.cardBytes);
  if (card === 'missing') return refused('no-card');
  const file = await readPlain(join(folder, name), MODEL_LIMITS.fileBytes, known?.version.split(' ')[0]);
  for (const each of [card, file]) if (each === 'too-large' || each === 'unreadable') return refused(each);
  if (typeof card === 'string' || file === 'missing' || file === 'too-large' || file === 'unreadable')
    return refused('unreadable');
  const cardDigest = sha256Of(card.bytes);
  // The file is as it was: only its card may have changed.
  if (file === 'same') {
    if (known?.version.split(' ')[1] === cardDigest) return known;
    return lookAt(folder, name, undefined);
  }
  const version = `${file.version} ${cardDigest}`;
  const read = readCard(new TextDecoder().decode(card.bytes));
  if (!read.ok) return { name, version, outcome: read.error };
  const checked = checkModel(file.bytes, read.value);
  if (!checked.ok) return { name, version, outcome: checked.error };
  const sha256 = sha256Of(file.bytes);
  const url = `${modelPaths.file.replace(':name', encodeURIComponent(name))}?v=${sha256}`;
  return { name, version, outcome: { url, bytes: file.bytes.length, sha256, card: read.value } };
}

const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

interface PlainFile {
  readonly bytes: Uint8Array;
  readonly version: string;
}

/** A plain file of the folder itself, whole; a link that leads out of it is not followed. `same`: it has the version that is known. */
async function readPlain(
  path: string,
  most: number,
  known?: string,
): Promise<PlainFile | 'missing' | 'unreadable' | 'too-large' | 'same'> {
  let file;
  try {
    file = await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
  } catch (thrown) {
    return (thrown as NodeJS.ErrnoException).code === 'ENOENT' ? 'missing' : 'unreadable';
  }
  try {
    const stat = await file.stat();
    if (!stat.isFile()) return 'unreadable';
    if (stat.size > most) return 'too-large';
    const version = `${stat.size.toString(36)}-${Math.round(stat.mtimeMs).toString(36)}`;
    return version === known ? 'same' : { bytes: new Uint8Array(await file.readFile()), version };
  } catch {
    return 'unreadable';
  } finally {
    await file.close();
  }
}
