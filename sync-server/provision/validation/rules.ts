import { z } from 'zod';
import { MEDIA_PARTS } from '#shared/media/document';
import { MEDIA_TYPES } from '#shared/media/names';
import type { DatabaseKind } from '#shared/schema/ids';
import { recordTypes } from '#shared/schema/registry';
import type { RecordType } from '#shared/schema/record-type';
import { stationHubRole } from '../roles';
import type { StationDatabase } from '../shape';

/** What the validation function of one record database goes by. */
export interface RecordRules {
  readonly holds: 'records';
  /** The station whose hub alone writes, and its role. */
  readonly station: string;
  readonly role: string;
  /** The scope that every id carries. */
  readonly scope: string;
  /** Record types that belong here, each with the paths whose values only ever travel sealed. */
  readonly types: Readonly<Record<string, readonly string[]>>;
}

/** What that of a media database goes by. */
export interface MediaRules {
  readonly holds: 'media';
  readonly station: string;
  readonly role: string;
  readonly scope: string;
  /** The types that ids begin with, and the attachments there may be. */
  readonly types: readonly string[];
  readonly parts: readonly string[];
}

/** What that of a digest goes by. */
export interface DigestRules {
  readonly holds: 'digest';
  readonly station: string;
  readonly role: string;
}

export type ValidationRules = RecordRules | MediaRules | DigestRules;

/** The rules of one database, from the record registry and the station's name. */
export function validationRules({ station, holds }: StationDatabase): ValidationRules {
  const role = stationHubRole(station);
  if (holds.kind === 'digest') return { holds: 'digest', station, role };
  const { scope } = holds;
  if (holds.kind === 'media') return { holds: 'media', station, role, scope, types: MEDIA_TYPES, parts: MEDIA_PARTS };
  return { holds: 'records', station, role, scope, types: typesIn(holds.database) };
}

// A city has thousands of databases of four kinds.
const known = new Map<DatabaseKind, RecordRules['types']>();

function typesIn(kind: DatabaseKind): RecordRules['types'] {
  const types =
    known.get(kind) ??
    Object.fromEntries(
      recordTypes.filter(({ database }) => database === kind).map((type) => [type.type, sealedPaths(type)]),
    );
  known.set(kind, types);
  return types;
}

/**
 * Paths of a type whose schema admits a sealed value or none, whoever the record is about. What may stand open for an adult, or stood
 * open in an earlier version and stays until it is written again, is not among them.
 */
export function sealedPaths(type: Pick<RecordType<never>, 'schema' | 'values'>): readonly string[] {
  const schema = z.toJSONSchema(type.schema, { unrepresentable: 'any' }) as JsonSchema;
  return Object.keys(type.values).filter((path) => isAlwaysSealed(schemaAt(schema, path.split('.'))));
}

interface JsonSchema {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
}

/** All schemas that may stand at a path; lists and alternatives are walked through. */
function schemaAt(schema: JsonSchema, path: readonly string[]): readonly JsonSchema[] {
  if (schema.anyOf) return schema.anyOf.flatMap((each) => schemaAt(each, path));
  if (schema.items) return schemaAt(schema.items, path);
  const [field, ...rest] = path;
  if (field === undefined) return [schema];
  const inner = schema.properties?.[field];
  return inner ? schemaAt(inner, rest) : [];
}

function isAlwaysSealed(found: readonly JsonSchema[]): boolean {
  const values = found.filter(({ type }) => type !== 'null');
  return values.length > 0 && values.every(({ properties }) => properties !== undefined && 'ct' in properties);
}
