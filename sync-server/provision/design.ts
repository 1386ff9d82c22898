import { createHash } from 'node:crypto';
import { recordTypes } from '#shared/schema/registry';
import type { StationDatabase } from './shape';
import { validationRules } from './validation/rules';
import { validationSource } from './validation/source';

/** A design document as it is to stand in a database, without its revision. */
export interface DesignDocument {
  readonly _id: string;
  readonly [field: string]: unknown;
}

/** Ids of the design documents that are ours; every other one is somebody else's and left alone. */
export const VALIDATION_DESIGN = '_design/linli';
export const LOOK_DESIGN = '_design/linli-look';
export const OWN_DESIGNS: ReadonlySet<string> = new Set([VALIDATION_DESIGN, LOOK_DESIGN]);

/** Raised by one whenever what this module makes of the same record types changes. */
const OWN_VERSION = 1;

/**
 * Grows with every change of this module, and with every new record type or version of one: a release that finds a larger number at
 * a hub refuses to set it back.
 */
export const DESIGN_VERSION = recordTypes.reduce((sum, { version }) => sum + version, OWN_VERSION * 10_000);

/**
 * The design documents of a database. That with the validation function tells under `linli` which version made it and which types
 * the database takes, so that a station can see before it sends whether the hub is old for it. Record databases also get an
 * index by type and time of change, for people who look at the hub with CouchDB's own tools.
 */
export function designDocuments(database: StationDatabase): readonly DesignDocument[] {
  const rules = validationRules(database);
  const source = validationSource(rules);
  const validation = {
    _id: VALIDATION_DESIGN,
    language: 'javascript',
    validate_doc_update: source,
    linli: {
      version: DESIGN_VERSION,
      types: rules.holds === 'records' ? Object.keys(rules.types) : [],
      digest: createHash('sha256').update(source).digest('hex').slice(0, 16),
    },
  };
  return rules.holds === 'records' ? [validation, LOOK] : [validation];
}

/** In the form in which CouchDB's own `_index` keeps it. */
const LOOK: DesignDocument = {
  _id: LOOK_DESIGN,
  language: 'query',
  views: {
    'type-changed': {
      map: { fields: { type: 'asc', 'changed.at': 'asc' }, partial_filter_selector: {} },
      reduce: '_count',
      options: { def: { fields: ['type', 'changed.at'] } },
    },
  },
};

/** Which version of this module made a design document; 0 for one that does not say. */
export function versionOf(design: Readonly<Record<string, unknown>>): number {
  const mark = design['linli'];
  if (typeof mark !== 'object' || mark === null || !('version' in mark)) return 0;
  return typeof mark.version === 'number' ? mark.version : 0;
}
