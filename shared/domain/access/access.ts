import type { StaffFunction } from '../../schema/types/place';
import {
  ACCESS_TABLE,
  APPEND_ONLY,
  HOST_OPENED,
  HOST_WRITTEN,
  type Action,
  type Actor,
  type Grant,
  type Role,
  type SealedClass,
} from './table';

/** The person (or terminal) whose access is asked about. */
export interface Subject {
  readonly actor: Actor;
  /** Functions given to the person; those the post does not admit count for nothing. */
  readonly functions: readonly StaffFunction[];
  readonly gridNumbers: readonly number[];
}

/** One hub database, named without its station. */
export interface DatabasePlace {
  readonly kind: Grant['database'];
  /** Null but for grid databases. */
  readonly gridNumber: number | null;
}

export interface OpenPlace extends DatabasePlace {
  /** What may be done with which types; never empty, and always readable. */
  readonly grants: readonly Grant[];
}

/** A data key that the person may hold. */
export interface HeldClass {
  readonly gridNumber: number;
  readonly class: SealedClass;
  /** `class` opens all values of the class; `author` only those the person recorded. */
  readonly as: 'class' | 'author';
}

/** All that the table says about one person in a station with certain grids. */
export interface Access {
  readonly role: Role;
  readonly functions: readonly StaffFunction[];
  /** Commons, then grids by number, then desk and queue. */
  readonly places: readonly OpenPlace[];
  readonly keys: readonly HeldClass[];
}

const KINDS = ['commons', 'grid', 'desk', 'queue'] as const;

/** What a person may see and do; grids the station does not have open nothing. */
export function accessOf(subject: Subject, stationGrids: readonly number[]): Access {
  const row = ACCESS_TABLE[subject.actor];
  const functions = functionsOf(subject);
  const grids = [...new Set(stationGrids)].sort((a, b) => a - b);
  const own = grids.filter((number) => subject.gridNumbers.includes(number));
  const places: OpenPlace[] = [];
  for (const kind of KINDS) {
    const grants = row.grants.filter((grant) => grant.database === kind);
    if (grants.length === 0) continue;
    if (kind !== 'grid') {
      places.push({ kind, gridNumber: null, grants });
      continue;
    }
    for (const gridNumber of grids) {
      const here = grants.filter(({ grids: which }) => which === 'all' || own.includes(gridNumber));
      if (here.length > 0) places.push({ kind, gridNumber, grants: here });
    }
  }
  const keys = places.flatMap(({ gridNumber }) => (gridNumber === null ? [] : classesIn(subject, gridNumber)));
  return { role: row.role, functions, places, keys };
}

/** Functions that a person really has: those of the post and those given that the post admits. */
export function functionsOf({ actor, functions }: Pick<Subject, 'actor' | 'functions'>): readonly StaffFunction[] {
  const { functions: always, grantable } = ACCESS_TABLE[actor];
  return [...new Set([...always, ...functions.filter((name) => grantable.includes(name))])];
}

function classesIn(subject: Subject, gridNumber: number): readonly HeldClass[] {
  const { classes, records } = ACCESS_TABLE[subject.actor];
  const functions = functionsOf(subject);
  const held: HeldClass[] = [];
  for (const name of ['general', 'health', 'child'] as const) {
    const isHeld = classes.includes(name) || (name !== 'general' && functions.includes(name));
    if (isHeld) held.push({ gridNumber, class: name, as: 'class' });
    else if (records.includes(name)) held.push({ gridNumber, class: name, as: 'author' });
  }
  return held;
}

/** Whether the person may do this with a record of this type in this database. */
export function may(access: Access, action: Action, type: string, place: DatabasePlace): boolean {
  if (action === 'edit' && APPEND_ONLY.has(type)) return false;
  if (action !== 'read' && HOST_WRITTEN.has(type)) return false;
  if (action === 'create' && HOST_OPENED.has(type)) return false;
  return access.places.some(
    (open) =>
      open.kind === place.kind &&
      open.gridNumber === place.gridNumber &&
      open.grants.some(({ types, actions }) => (types === '*' || types.includes(type)) && actions.includes(action)),
  );
}

/** Whether the person may read how the station's host is: those who look after the machine, and those who look after devices. */
export const seesHost = ({ role, functions }: Pick<Access, 'role' | 'functions'>): boolean =>
  role === 'technical' || functions.includes('devices');

/**
 * Whether the person decides about records that could not be written: has them discarded from a device, and opens or delivers what the
 * host keeps of them. Whoever leads the station and looks after its devices: a record lies there from anybody, of any grid.
 */
export const decidesUnsent = ({ role, functions }: Pick<Access, 'role' | 'functions'>): boolean =>
  role === 'lead' && functions.includes('devices');

/** Whether the person sets where the station's data goes upstream: those who look after the machine, and whoever manages its keys. */
export const setsUpstream = ({ role, functions }: Pick<Access, 'role' | 'functions'>): boolean =>
  role === 'technical' || functions.includes('keys');

/**
 * Whether the person sets what the station sends: quiet hours, other systems and their secrets, messages that did not arrive. Whoever sets
 * where the station's data goes.
 */
export const setsMessages = setsUpstream;

/**
 * Whether the person handles for a department what the station sends to its units: through the host, which shows those matters and no
 * others (`shared/ipc/matters-api`). No database and no key goes with it.
 */
export const handlesMatters = ({ role }: Pick<Access, 'role'>): boolean => role === 'department';

/** Whether the person calls numbers at a counter of the hall: whoever writes what the hall's queue holds. */
export const worksAtCounter = ({ places }: Pick<Access, 'places'>): boolean =>
  places.some((place) => place.kind === 'queue' && mayWrite(place));

/** Whether a kiosk's call may ring at the person's desk: whoever works at a counter of the hall, at an open window or not. */
export const answersCalls = worksAtCounter;

/** Whether the person sets the hall's services, windows and rules, and pairs its boards and kiosks: whoever leads the station or a shift. */
export const setsHall = (access: Pick<Access, 'role' | 'places'>): boolean =>
  access.role === 'lead' && worksAtCounter(access);

/** Whether any record there may be written: what a hub that knows no types is told. */
export const mayWrite = ({ grants }: OpenPlace): boolean =>
  grants.some(({ actions }) => actions.some((action) => action !== 'read'));
