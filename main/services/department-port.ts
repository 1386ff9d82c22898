import type { DepartmentPhoto, Matter, MatterStep, MatterSummary, TakenPhoto } from '#shared/ipc/matters-api';
import type { SigningPublicKey } from '#shared/media/signature';
import type { IncidentStep } from '#shared/schema/types/incident-step';
import type { Post } from '#shared/schema/types/place';
import type { AlarmAuthors } from './alarm-port';

/** What services know of departments; see `ports.ts`. */

/** Somebody of a department, on a device. */
export interface Handler {
  readonly staff: string;
  readonly device: string;
}

/**
 * What was sent to the units that somebody belongs to, and nothing else: read from the hub's disk when it is asked for, opened by the host,
 * and written in that person's name. A matter of another unit is one that there is not: `request.not-found`.
 */
export interface Departments {
  /** What is open first, by its deadline. `hub.busy` while the host is only starting. */
  list(handler: Handler): Promise<readonly MatterSummary[]>;
  matter(handler: Handler, id: string): Promise<Matter>;
  /** A picture that belongs to the matter and that the unit is shown. */
  photo(handler: Handler, id: string, photoId: string, part: 'full' | 'thumb'): Promise<OpenedPhoto>;
  /**
   * Keeps a picture for a step that is yet to be taken; one that no step ever names is shown to nobody. `known` makes the key known with
   * which the host signs in that person's name.
   */
  keepPhoto(
    handler: Handler,
    id: string,
    photo: DepartmentPhoto,
    known: (key: SigningPublicKey) => Promise<void>,
  ): Promise<TakenPhoto>;
  /** On disk when it answers; the same step again changes nothing. `row.conflict` for one that the matter does not admit any more. */
  take(handler: Handler, id: string, step: MatterStep): Promise<Matter>;
}

export interface OpenedPhoto {
  readonly mime: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** What the hub goes by when a device brings steps: who may have taken them. */
export interface StepAuthors {
  /** False while the host has not read the station's units yet. */
  isReady(): boolean;
  /** Post of an account, closed ones too; null for nobody known. */
  postOf(staffUid: string): Post | null;
  isMember(staffUid: string, unitUid: string): boolean;
  /** Whether this host itself took the step, which stands under an id that it alone can make. */
  isHostStep(incidentUid: string, step: IncidentStep, reopened: number): boolean;
  readonly alarms: AlarmAuthors;
}
