import type { Maps } from '#shared/ipc/map-api';
import type { OwnPosition, StaffPosition, TellPosition } from '#shared/ipc/position-api';
import type { ReshapeAnswer, ReshapeView, StartReshape } from '#shared/ipc/reshape-api';

/** What services know of the map; see `ports.ts`. */

/** Grids that are cut or put together, for whoever may make grids. */
export interface Reshapes {
  /** On disk when it answers `started`; it goes on by itself. */
  start(by: string, wanted: StartReshape): Promise<ReshapeAnswer>;
  /** The last one first. */
  list(): readonly ReshapeView[];
}

/** Where workers were last, of those who agree. */
export interface Positions {
  own(staffUid: string): OwnPosition;
  /** On disk when it resolves, as with `tell`; who says no has nothing kept. */
  show(staffUid: string, isShown: boolean): Promise<OwnPosition>;
  /** Kept where the worker agrees and the last one is old enough. */
  tell(staffUid: string, position: TellPosition): Promise<OwnPosition>;
  list(): readonly StaffPosition[];
}

/** Base maps that the site has put into its folder. */
export interface MapFiles {
  /** What there is at the moment of asking, and what is there that is no map. */
  list(): Promise<Maps>;
  /** A map of the list by its name, to be closed or read to an end; null for anything else. */
  open(name: string): Promise<OpenMapFile | null>;
}

export interface OpenMapFile {
  readonly bytes: number;
  /** Another one whenever the file is another one. */
  readonly version: string;
  /** The bytes from one place to another, both included. The file is closed when they have been read. */
  read(from: number, to: number): NodeJS.ReadableStream;
  close(): Promise<void>;
}
