import { posix, win32 } from 'node:path';

/** What of a machine decides where its data goes. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly homeFolder: string;
}

/**
 * The folder a station lives in when nobody names one: `LINLI_DATA`, else `linli` where the system keeps an
 * application's data. On Windows that is the local folder, not the roaming one: a hub's files must not travel with a
 * profile.
 */
export function defaultDataFolder({ platform, env, homeFolder }: Machine): string {
  const named = env['LINLI_DATA'];
  if (named !== undefined && named !== '') return named;
  switch (platform) {
    case 'win32':
      return win32.join(env['LOCALAPPDATA'] ?? win32.join(homeFolder, 'AppData', 'Local'), 'linli');
    case 'darwin':
      return posix.join(homeFolder, 'Library', 'Application Support', 'linli');
    default: {
      // The XDG specification has relative paths ignored.
      const xdg = env['XDG_DATA_HOME'];
      const base = xdg !== undefined && posix.isAbsolute(xdg) ? xdg : posix.join(homeFolder, '.local', 'share');
      return posix.join(base, 'linli');
    }
  }
}
