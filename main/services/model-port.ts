import type { Models } from '#shared/ipc/model-api';

/** The model that the site has put into its folder. */
export interface ModelFiles {
  /** What there is at the moment of asking, and what is there that is not used. */
  list(): Promise<Models>;
  /** The model's file by its name, to be read to an end; null for anything that the list does not have. */
  open(name: string): Promise<OpenModelFile | null>;
}

export interface OpenModelFile {
  readonly bytes: number;
  /** The SHA-256 of what was looked at. */
  readonly sha256: string;
  /** The file is closed when it has been read. */
  read(): NodeJS.ReadableStream;
}
