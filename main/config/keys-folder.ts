import { isAbsolute, posix, relative, sep, win32 } from 'node:path';
import type { Machine } from './data-folder';

/**
 * The folder for the keys of this machine's stations when nobody names one: `LINLI_KEYS`, else where the system keeps an
 * application's configuration. It is never inside the default data folder, so that a copy of the data is not a copy of the key.
 */
export function defaultKeysFolder({ platform, env, homeFolder }: Machine): string {
  const named = env['LINLI_KEYS'];
  if (named !== undefined && named !== '') return named;
  switch (platform) {
    case 'win32':
      return win32.join(env['APPDATA'] ?? win32.join(homeFolder, 'AppData', 'Roaming'), 'linli', 'keys');
    case 'darwin':
      return posix.join(homeFolder, 'Library', 'Application Support', 'linli-keys');
    default: {
      // The XDG specification has relative paths ignored.
      const xdg = env['XDG_CONFIG_HOME'];
      const base = xdg !== undefined && posix.isAbsolute(xdg) ? xdg : posix.join(homeFolder, '.config');
      return posix.join(base, 'linli', 'keys');
    }
  }
}

/** Whether one absolute path is the other or lies below it: a key there would go into every copy of the data. */
export function isWithin(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return !isAbsolute(way) && way !== '..' && !way.startsWith(`..${sep}`);
}
