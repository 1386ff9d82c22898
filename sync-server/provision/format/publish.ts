import { z } from 'zod';
import { pictureDocumentSchema, voiceDocumentSchema } from '#shared/media/document';
import type { MediaType } from '#shared/media/names';
import { stubSchema } from '#shared/schema/moved';
import type { RecordType } from '#shared/schema/record-type';
import { recordTypes } from '#shared/schema/registry';
import { indexPage, type FormatRow } from './index-page';
import { FORMAT_WORDS } from './messages';

/** A file of the published format. */
export interface PublishedFile {
  readonly name: string;
  readonly text: string;
}

/**
 * What the build publishes for whoever reads the hubs with tools of their own: JSON Schema (draft 2020-12) of every record type in its
 * current version, of stubs, pictures and spoken notes, `index.json` that lists them, and `index.html` for people. `$id` names type and version
 * and stays; CouchDB's own fields (`_rev`, `_attachments`) may stand beside everything.
 */
export function publishedFormat(): readonly PublishedFile[] {
  const rows = [...recordTypes.map(rowOf), STUB, ...MEDIA];
  const index = rows.map(({ schema: _, ...row }) => row);
  return [
    ...rows.map(({ file, schema }) => ({ name: file, text: json(schema) })),
    { name: 'index.json', text: json(index) },
    { name: 'index.html', text: indexPage(rows) },
  ];
}

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

interface PublishedRow extends FormatRow {
  readonly schema: Readonly<Record<string, unknown>>;
}

function rowOf(type: RecordType<never>): PublishedRow {
  const { type: name, title, version, database, values } = type;
  const sealed = Object.keys(values).sort();
  const schema = {
    ...z.toJSONSchema(type.schema),
    $id: `urn:linli:record:${name}:${version}`,
    title: `${title.en} ${title.zh}`,
  };
  return { type: name, title, version, database: `${database}-…`, sealed, file: `${name}.schema.json`, schema };
}

const STUB: PublishedRow = {
  type: 'stub',
  title: FORMAT_WORDS.stub,
  version: 1,
  database: 'grid-…',
  sealed: [],
  file: 'stub.schema.json',
  schema: {
    ...ofStored(stubSchema),
    $id: 'urn:linli:stub:1',
    title: `${FORMAT_WORDS.stub.en} ${FORMAT_WORDS.stub.zh}`,
  },
};

const MEDIA: readonly PublishedRow[] = [
  mediaRow('photo', FORMAT_WORDS.picture, pictureDocumentSchema),
  mediaRow('voice', FORMAT_WORDS.voice, voiceDocumentSchema),
];

function mediaRow(type: MediaType, title: FormatRow['title'], schema: z.ZodType): PublishedRow {
  return {
    type,
    title,
    version: 1,
    database: 'media-…',
    sealed: ['sealed'],
    file: `${type}.schema.json`,
    schema: { ...ofStored(schema), $id: `urn:linli:media:${type}:1`, title: `${title.en} ${title.zh}` },
  };
}

/** A shape that takes no field more, but for CouchDB's own. */
function ofStored(schema: z.ZodType): Readonly<Record<string, unknown>> {
  return { ...z.toJSONSchema(schema), patternProperties: { '^_': {} } };
}
