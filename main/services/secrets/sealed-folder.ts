import { AppError } from '#shared/errors/app-error';
import type { DurableFolder } from '../durable-folder';
import { createCipher, fromBase64, utf8 } from './cipher';

const SUFFIX = '.sealed';
const FORMAT = 'linli-sealed-1';

/** The name under which a sealed file lies on disk. */
export const sealedName = (name: string): string => `${name}${SUFFIX}`;

/**
 * The same small files, each encrypted on disk under its name: a file that was altered, or given another file's name, is
 * `host.data-damaged` and stays as it is.
 */
export function sealedFolder(plain: DurableFolder, key: Uint8Array): DurableFolder {
  const cipher = createCipher(key, 'sealed folder');
  const read = async (name: string): Promise<string | null> => {
    const text = await plain.read(sealedName(name));
    if (text === null) return null;
    const [format, content = ''] = text.trimEnd().split(' ');
    const opened = format === FORMAT ? cipher.open(utf8(name), fromBase64(content)) : null;
    if (opened) return opened.toString('utf8');
    throw new AppError('host.data-damaged', 'a file of the host-only store does not open', {
      details: { folder: plain.path, file: sealedName(name) },
    });
  };
  const write = (name: string, text: string): Promise<void> =>
    plain.write(sealedName(name), `${FORMAT} ${cipher.seal(utf8(name), utf8(text)).toString('base64')}\n`);
  const remove = (name: string): Promise<void> => plain.remove(sealedName(name));
  return {
    path: plain.path,
    read,
    write,
    remove,
    check: () => plain.check(),
    // A file opens under its own name alone, so it is sealed again under the new one.
    rename: async (name, to) => {
      const text = await read(name);
      if (text === null) throw new Error(`there is no file ${name} to rename`);
      await write(to, text);
      await remove(name);
    },
  };
}
