import { closeSync, fstatSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';

export interface RotatingFileOptions {
  readonly folder: string;
  /** `<name>.log` is written to; `<name>.1.log` is the one before it. */
  readonly name: string;
  readonly maxBytes: number;
  /** Files kept beside the one written to. */
  readonly keep: number;
}

/** A log file that makes room for itself. A line that cannot be written is counted, never thrown: the host goes on. */
export interface RotatingFile {
  write(line: string): void;
  /** Lines lost so far, to a full disk for example. */
  lost(): number;
  close(): void;
}

/** Opens the file for appending. */
export function openRotatingFile({ folder, name, maxBytes, keep }: RotatingFileOptions): RotatingFile {
  const path = (generation: number) => join(folder, generation === 0 ? `${name}.log` : `${name}.${generation}.log`);
  let file: number | null = null;
  let size = 0;
  let lost = 0;

  const open = (): number => {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const opened = openSync(path(0), 'a', 0o600);
    size = fstatSync(opened).size;
    return opened;
  };
  const close = () => {
    if (file !== null) closeSync(file);
    file = null;
  };
  const rotate = () => {
    close();
    for (let generation = keep - 1; generation >= 0; generation -= 1) {
      try {
        renameSync(path(generation), path(generation + 1));
      } catch {
        // The generation is not there yet.
      }
    }
  };

  return {
    write: (line) => {
      try {
        const bytes = Buffer.byteLength(line);
        file ??= open();
        if (size > 0 && size + bytes > maxBytes) {
          rotate();
          file = open();
        }
        writeSync(file, line);
        size += bytes;
      } catch {
        lost += 1;
      }
    },
    lost: () => lost,
    close,
  };
}
