import type { Post, StaffFunction } from '../../schema/types/place';

/**
 * The access table: role × post × function (角色-岗位-功能) → hub database, record types, actions, data classes. Host, gateway
 * and screens read this one table; nothing else decides who may see what.
 */

/** Roles 角色: what kind of work a post is. */
export type Role = 'lead' | 'service' | 'field' | 'partner' | 'department' | 'technical' | 'oversight' | 'terminal';

/** Who the table has a row for: the posts of people, and machines that sign in by themselves. */
export type Actor = Post | 'kiosk' | 'board';

/** `edit` is a change of a record that is there; nobody deletes. */
export type Action = 'read' | 'create' | 'edit';

/** Classes of sealed values: who may open them is a matter of data keys, not of databases. */
export type SealedClass = 'general' | 'health' | 'child';

/** What a post may do with records of some types in one kind of hub database. */
export interface Grant {
  readonly database: 'commons' | 'grid' | 'desk' | 'queue';
  /** For grid databases: every grid of the station, or those the person works in. */
  readonly grids?: 'all' | 'own';
  readonly types: '*' | readonly string[];
  readonly actions: readonly Action[];
}

export interface ActorRow {
  readonly role: Role;
  readonly grants: readonly Grant[];
  /** Classes of sealed values in the granted grids that come with the post. */
  readonly classes: readonly SealedClass[];
  /**
   * Classes that the person may record without reading those of others: values are sealed under a key of the person's own, which
   * whoever holds the class can open too.
   */
  readonly records: readonly SealedClass[];
  /** Functions that come with the post. */
  readonly functions: readonly StaffFunction[];
  /** Functions that may be given to a person of this post. */
  readonly grantable: readonly StaffFunction[];
}

const READ = ['read'] as const;
const ALL = ['read', 'create', 'edit'] as const;
const WHOLE_STATION: readonly Grant[] = [
  { database: 'commons', types: '*', actions: ALL },
  { database: 'grid', grids: 'all', types: '*', actions: ALL },
  { database: 'desk', types: '*', actions: ALL },
  { database: 'queue', types: '*', actions: ALL },
];
const COMMONS: Grant = { database: 'commons', types: '*', actions: READ };
/** What people who keep the register write in a grid. */
const REGISTER = [
  'person',
  'dwelling',
  'household',
  'enterprise',
  'certificate',
  'merge',
  'import-batch',
  'import-part',
  'finding',
] as const;
/** What those who lead a shift keep of the station's own records; its name, intervals and grids are the manager's. */
const SHIFT_COMMONS = ['building', 'quality-rule', 'announcement', 'phrase', 'rule-table'] as const;
/** What is only ever added to. */
const STATEMENTS = ['reveal', 'consent'] as const;
const NOBODY = { classes: [], records: [], functions: [], grantable: [] } as const;

/** The table itself. */
export const ACCESS_TABLE: Readonly<Record<Actor, ActorRow>> = {
  manager: {
    role: 'lead',
    grants: WHOLE_STATION,
    classes: ['general'],
    records: [],
    functions: ['health', 'child', 'export', 'staff', 'devices', 'keys', 'audit'],
    grantable: [],
  },
  'duty-lead': {
    role: 'lead',
    grants: [
      COMMONS,
      { database: 'commons', types: SHIFT_COMMONS, actions: ['create', 'edit'] },
      ...WHOLE_STATION.filter(({ database }) => database !== 'commons'),
    ],
    classes: ['general'],
    records: [],
    functions: ['health', 'child', 'devices'],
    grantable: ['export', 'audit'],
  },
  clerk: {
    role: 'service',
    grants: [
      COMMONS,
      { database: 'grid', grids: 'all', types: '*', actions: READ },
      { database: 'grid', grids: 'all', types: [...REGISTER, 'incident', 'absence'], actions: ['create', 'edit'] },
      { database: 'grid', grids: 'all', types: STATEMENTS, actions: ['create'] },
      { database: 'grid', grids: 'all', types: ['alarm'], actions: ['edit'] },
      { database: 'desk', types: '*', actions: ALL },
      { database: 'queue', types: '*', actions: ALL },
    ],
    classes: ['general'],
    records: [],
    functions: [],
    grantable: ['health', 'child', 'export'],
  },
  'grid-worker': {
    role: 'field',
    grants: [
      COMMONS,
      { database: 'grid', grids: 'own', types: '*', actions: READ },
      {
        database: 'grid',
        grids: 'own',
        types: [...REGISTER, 'visit', 'visit-plan', 'round', 'incident', 'sensor', 'absence'],
        actions: ['create', 'edit'],
      },
      { database: 'grid', grids: 'own', types: [...STATEMENTS, 'assessment'], actions: ['create'] },
      { database: 'grid', grids: 'own', types: ['alarm'], actions: ['edit'] },
    ],
    classes: ['general'],
    // Blood pressure and what was observed on one's own visits.
    records: ['health'],
    functions: [],
    grantable: ['health', 'child'],
  },
  'building-head': { ...NOBODY, role: 'partner', grants: [COMMONS] },
  volunteer: { ...NOBODY, role: 'partner', grants: [COMMONS] },
  // What was sent to their units they see through the host (`handlesMatters`).
  'department-handler': { ...NOBODY, role: 'department', grants: [COMMONS] },
  it: { ...NOBODY, role: 'technical', grants: [COMMONS], grantable: ['devices'] },
  auditor: { ...NOBODY, role: 'oversight', grants: [COMMONS], functions: ['audit'] },
  kiosk: { ...NOBODY, role: 'terminal', grants: [{ database: 'queue', types: '*', actions: READ }] },
  board: { ...NOBODY, role: 'terminal', grants: [{ database: 'queue', types: '*', actions: READ }] },
};

/** Types that nobody changes once they are written. */
export const APPEND_ONLY: ReadonlySet<string> = new Set(['reveal', 'consent', 'assessment']);

/**
 * Types that the host alone writes: the staff directory tells of accounts, and must not say other than they do, and so whose replica
 * and whose signing key is whose; what is computed at night, of evidence or of readings; what is sent to people and systems; what residents say of how
 * they were served; places in a slot, of which there are only so many; what went to a department's platform.
 */
export const HOST_WRITTEN: ReadonlySet<string> = new Set([
  'staff',
  'replica',
  'signing-key',
  'quality-report',
  'message',
  'notice',
  'incident-rating',
  'risk-report',
  'reading-month',
  'booking',
  'transmission',
]);

/** Types that the host alone opens; whoever may edit them adds to them. */
export const HOST_OPENED: ReadonlySet<string> = new Set(['alarm']);
