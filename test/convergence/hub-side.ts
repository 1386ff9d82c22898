import type { WireRecord } from '#shared/schema/envelope';
import type { DistrictSide } from './district-side';
import type { Move, Right } from './operations';

/** What a person's session opens, by database. */
export type Rights = Readonly<Record<string, Exclude<Right, 'none'>>>;

/** How a hub comes up again. */
export type ComingUp =
  | { readonly how: 'restart' }
  /** As a power cut leaves it: what it noted last about how far it came is not on disk. */
  | { readonly how: 'crash' }
  /** A copy of its files is taken first. */
  | { readonly how: 'copy' }
  /** Over a copy of its files, `back` 0 the latest; without one it is only restarted. */
  | { readonly how: 'restore'; readonly back: number }
  | { readonly how: 'recreate' };

/** The hub of a history, as those who play it reach it: in the same process, or from a page. */
export interface HubSide {
  readonly origin: string;
  readonly databases: readonly string[];
  /** What keeps it together with a district; null where there is none. */
  readonly district: DistrictSide | null;
  /** A token of that device. */
  issue(device: string, rights: Rights): Promise<string>;
  expire(token: string): Promise<void>;
  regrant(token: string, rights: Rights): Promise<void>;
  /** Nobody reaches it any more; its records can still be looked at. Answers what of it went on. */
  goDown(how: ComingUp['how']): Promise<readonly string[]>;
  comeUp(coming: ComingUp): Promise<void>;
  /** Legal erasure; false when the hub does not have the record. */
  erase(db: string, id: string): Promise<boolean>;
  /** Sends somebody to another grid; false when that is not begun. */
  send(move: Move): Promise<boolean>;
  /** Everything that lives, without stubs; every leaf of a record that has several. */
  records(): Promise<readonly WireRecord[]>;
  /** Where the databases stand, by name. */
  positions(): Promise<Readonly<Record<string, string>>>;
  /** Nothing that the hub does by itself is under way. */
  isQuiet(): Promise<boolean>;
  /** From now on everybody's clock is that much later. */
  passTime(ms: number): Promise<void>;
  /** What the hub's own services did not understand. */
  troubles(): Promise<readonly string[]>;
}
