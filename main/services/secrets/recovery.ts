import { z } from 'zod';
import { AppError } from '#shared/errors/app-error';
import { keyBytesSchema, publicKeySchema } from '#shared/ipc/station-api';
import { openBox, sealBox, type BoxKey } from '#shared/schema/sealed-box';
import type { DurableFolder } from '../durable-folder';
import { fromBase64 } from './cipher';
import { keyFileName, readStoreFile, fitsStore, writeMasterKey } from './master-key';
import { makeRecoveryPair, readRecoveryCode } from './recovery-code';
import { sealedName } from './sealed-folder';

/** In the clear beside the store: what `--recover` needs of it on a machine that has no key. */
const boxFileSchema = z.strictObject({
  version: z.literal(1),
  publicKey: publicKeySchema,
  /** The store's id and master key, sealed to the recovery key. */
  box: z.string(),
});
const boxContentSchema = z.strictObject({ store: z.string(), masterKey: keyBytesSchema });
export const RECOVERY_FILE = 'recovery.json';

/** Sealed, and what counts: devices seal to this key, so nobody may put another in its place. */
const pairFileSchema = boxFileSchema.extend({ isShown: z.boolean() });
const PAIR_FILE = 'recovery-pair.json';

export interface Recovery {
  readonly publicKey: BoxKey;
  /** The code while nobody has seen it; it is kept nowhere, so a start that nobody saw makes another pair. */
  readonly unseen: UnseenCode | null;
}

export interface UnseenCode {
  readonly code: string;
  /** Call it when the code stands before somebody: from then on it is the only one. */
  confirmShown(): Promise<void>;
}

export interface RecoveryStore {
  readonly plain: DurableFolder;
  readonly sealed: DurableFolder;
  readonly storeId: string;
  readonly masterKey: Uint8Array;
}

/**
 * The station's recovery pair, made where there is none that somebody has on paper. `host.data-damaged` when a store that is ready
 * has lost it: the paper would be worth nothing, and nobody would know.
 */
export async function openRecovery(store: RecoveryStore, isReady: boolean): Promise<Recovery> {
  const text = await store.sealed.read(PAIR_FILE);
  const known = text === null && !isReady ? null : readPair(store.sealed, text ?? '');
  if (known?.isShown) {
    await keepBox(store.plain, known);
    return { publicKey: known.publicKey, unseen: null };
  }
  const { publicKey, code } = makeRecoveryPair();
  const content = { store: store.storeId, masterKey: Buffer.from(store.masterKey).toString('base64') };
  const file: BoxFile = {
    version: 1,
    publicKey: publicKeySchema.parse(publicKey),
    box: await sealBox(publicKey, content),
  };
  const keep = (isShown: boolean) => store.sealed.write(PAIR_FILE, textOf({ ...file, isShown }));
  await keep(false);
  await keepBox(store.plain, file);
  return { publicKey, unseen: { code, confirmShown: () => keep(true) } };
}

function readPair(sealed: DurableFolder, text: string): z.infer<typeof pairFileSchema> {
  try {
    return pairFileSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new AppError('host.data-damaged', 'the recovery pair cannot be read', {
      cause,
      details: { folder: sealed.path, file: sealedName(PAIR_FILE) },
    });
  }
}

type BoxFile = z.infer<typeof boxFileSchema>;

/** Sees to it that this box lies beside the store: a restored or meddled file would only be noticed when it is needed. */
async function keepBox(plain: DurableFolder, { version, publicKey, box }: BoxFile): Promise<void> {
  const text = textOf({ version, publicKey, box });
  if ((await plain.read(RECOVERY_FILE)) !== text) await plain.write(RECOVERY_FILE, text);
}

const textOf = (content: object): string => `${JSON.stringify(content, null, 1)}\n`;

async function readBoxFile(plain: DurableFolder): Promise<BoxFile | null> {
  try {
    return boxFileSchema.parse(JSON.parse((await plain.read(RECOVERY_FILE)) ?? ''));
  } catch {
    return null;
  }
}

/** Whether a code is the paper half of the key. */
export function fitsRecovery(code: string, publicKey: BoxKey): boolean {
  const key = readRecoveryCode(code);
  return key !== null && isSameKey(key, publicKey);
}

const isSameKey = (a: Pick<BoxKey, 'x' | 'y'>, b: Pick<BoxKey, 'x' | 'y'>): boolean => a.x === b.x && a.y === b.y;

/** What a wrong recovery code is refused with. */
export const recoveryWrong = (): AppError =>
  new AppError('host.recovery-wrong', 'not the recovery code of this station');

/**
 * Puts the store's key back into the keys folder from the recovery code; whether it had to. A file of that name with another key
 * is put aside. `host.recovery-wrong`; `host.data-damaged` when what the code opens is gone.
 */
export async function recoverMasterKey(
  plain: DurableFolder,
  keys: DurableFolder,
  code: string,
  nowMs: number,
): Promise<boolean> {
  const damaged = (cause?: unknown) =>
    new AppError('host.data-damaged', 'the recovery box cannot be read', {
      cause,
      details: { folder: plain.path, file: RECOVERY_FILE },
    });
  const file = await readBoxFile(plain);
  if (!file) throw damaged();
  const privateKey = readRecoveryCode(code);
  if (!privateKey || !isSameKey(privateKey, file.publicKey)) throw recoveryWrong();
  const content = boxContentSchema.safeParse(await openBox(privateKey, file.box));
  if (!content.success) throw damaged(content.error);
  const masterKey = fromBase64(content.data.masterKey);
  const store = await readStoreFile(plain);
  if (!store || store.id !== content.data.store || !fitsStore(masterKey, store)) throw damaged();

  const name = keyFileName(store.id);
  const before = await keys.read(name);
  if (before?.includes(content.data.masterKey)) return false;
  if (before !== null) await keys.rename(name, `${name}.wrong-${new Date(nowMs).toISOString().replaceAll(':', '')}`);
  await writeMasterKey(keys, store.id, masterKey);
  return true;
}
