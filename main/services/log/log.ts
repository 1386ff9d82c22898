import { pino } from 'pino';
import type { Log, LogFields, Service } from '../ports';
import { allowedEvent, allowedFields } from './fields';
import { openRotatingFile } from './rotating-file';

export interface LogOptions {
  /** Where `host.log` and the files before it are kept. */
  readonly folder: string;
  /** Takes each line as JSON, newline included; the terminal, for instance. */
  readonly echo: ((line: string) => void) | null;
  readonly now: () => number;
  readonly maxBytes?: number;
  readonly keep?: number;
}

/** Five files of 4 MB: some weeks of a busy station, and never more than 20 MB of its disk. */
const MAX_BYTES = 4 * 1024 * 1024;
const KEEP = 4;

/** The host's log: JSON lines `{level, at, event, …fields}` in rotating files. Only allow-listed fields are written. */
export function openLog(options: LogOptions): Log & Service {
  const file = openRotatingFile({
    folder: options.folder,
    name: 'host',
    maxBytes: options.maxBytes ?? MAX_BYTES,
    keep: options.keep ?? KEEP,
  });
  const write = (line: string) => {
    file.write(line);
    options.echo?.(line);
  };
  const logger = pino(
    {
      base: null,
      messageKey: 'event',
      timestamp: () => `,"at":"${new Date(options.now()).toISOString()}"`,
      formatters: { level: (level) => ({ level }) },
    },
    { write },
  );
  const at =
    (level: 'info' | 'warn' | 'error') =>
    (event: string, fields: LogFields = {}) =>
      logger[level](allowedFields(fields), allowedEvent(event));

  return {
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    health: () => ({ ok: file.lost() === 0, facts: { linesLost: file.lost() } }),
    stop: () => {
      file.close();
      return Promise.resolve();
    },
  };
}
