import type { z } from 'zod';
import { AppError } from '#shared/errors/app-error';
import type { DurableFolder } from './durable-folder';

/** A JSON file of the host-only store, read once and written whole. */
export interface HostOnlyFile<T> {
  /** What the file held when it was opened or last changed. */
  current(): T;
  /** Replaces the content with what `change` makes of it, one change after the other; durable when it resolves. */
  change(change: (current: T) => T): Promise<T>;
}

/**
 * Opens such a file, with `empty` where there is none yet. What is there and cannot be read is left alone and reported
 * (`host.data-damaged`): the host must not start with fewer accounts or keys than it had.
 */
export async function openHostOnlyFile<T>(
  folder: DurableFolder,
  name: string,
  schema: z.ZodType<T>,
  empty: T,
): Promise<HostOnlyFile<T>> {
  const text = await folder.read(name);
  let content = text === null ? empty : parse(folder, name, schema, text);
  let queue: Promise<unknown> = Promise.resolve();
  return {
    current: () => content,
    change: (change) => {
      const changed = queue.then(async () => {
        const next = change(content);
        if (next === content) return content;
        await folder.write(name, `${JSON.stringify(next, null, 1)}\n`);
        content = next;
        return next;
      });
      queue = changed.catch(() => undefined);
      return changed;
    },
  };
}

function parse<T>(folder: DurableFolder, name: string, schema: z.ZodType<T>, text: string): T {
  try {
    return schema.parse(JSON.parse(text));
  } catch (cause) {
    throw new AppError('host.data-damaged', 'a file of the host-only store cannot be read', {
      cause,
      details: { folder: folder.path, file: name },
    });
  }
}
