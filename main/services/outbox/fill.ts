import { z } from 'zod';
import { fillTemplate, lengthsOf } from '#shared/domain/messages/template';
import { labelSchema, sealedSchema } from '#shared/schema/envelope';
import { databaseName, documentId, parseDocumentId } from '#shared/schema/ids';
import { readStub } from '#shared/schema/moved';
import { findRecordType } from '#shared/schema/registry';
import { openValue, sealingAad } from '#shared/schema/sealing';
import type { Message, MessageValue } from '#shared/schema/types/message';
import type { GridKeys } from '../grid-keys';
import { WINNER, type WritableDatabase } from '../host-writer';
import type { Filled } from './channel';

export interface FillDeps {
  readonly station: string;
  readonly hub: { database(name: string): Pick<WritableDatabase, 'get'> | null };
  readonly keys: Pick<GridKeys, 'named'>;
}

export type FillAnswer =
  | { readonly ok: true; readonly filled: Filled }
  /** `value-missing`, `text-broken` or `text-too-long`: a code of an attempt. */
  | { readonly ok: false; readonly code: string };

/** How often somebody's file may have gone on to another grid. */
const MOST_MOVES = 5;

const PLAIN = z.union([z.string().min(1), z.number().transform(String), labelSchema.transform(({ zh }) => zh)]);

/** The words of a message as they are at this moment. What a field is sealed under is opened for it; nothing of it is kept. */
export async function fillMessage(
  message: Pick<Message, 'channel' | 'title' | 'body' | 'values'>,
  deps: FillDeps,
): Promise<FillAnswer> {
  const values: Record<string, string> = {};
  for (const [name, value] of Object.entries(message.values)) {
    const text = await textOf(value, deps);
    if (text === null) return { ok: false, code: 'value-missing' };
    values[name] = text;
  }
  const most = lengthsOf(message.channel);
  const title = fillTemplate(message.title, values, most.title);
  const body = fillTemplate(message.body, values, most.body);
  if (title.ok && body.ok) return { ok: true, filled: { title: title.text, body: body.text, values } };
  const problem = !title.ok ? title.problem : !body.ok ? body.problem : null;
  return { ok: false, code: CODES[problem?.kind ?? 'broken-place'] };
}

const CODES = { 'missing-value': 'value-missing', 'broken-place': 'text-broken', 'too-long': 'text-too-long' } as const;

async function textOf(value: MessageValue, deps: FillDeps): Promise<string | null> {
  if (value.kind === 'text') return value.text;
  const record = await readRecord(value.record, deps);
  if (!record) return null;
  const held = Object.hasOwn(record, value.field) ? record[value.field] : undefined;
  const sealed = sealedSchema.safeParse(held);
  if (!sealed.success) return PLAIN.safeParse(held).data ?? null;
  const key = await deps.keys.named(sealed.data.kid);
  const aad = sealingAad({ uid: String(record['uid']), field: value.field });
  const opened = key && (await openValue(key, sealed.data, aad));
  return opened?.ok ? (PLAIN.safeParse(opened.value).data ?? null) : null;
}

/** The record of that id, in whichever grid it lies by now. */
async function readRecord(id: string, { station, hub }: FillDeps): Promise<Readonly<Record<string, unknown>> | null> {
  let place = parseDocumentId(id);
  for (let move = 0; place && move <= MOST_MOVES; move += 1) {
    const kind = findRecordType(place.type)?.database;
    if (!kind) return null;
    const name = kind === 'grid' ? `grid-${place.scope}` : databaseName(kind, station);
    const stored = await hub.database(name)?.get(documentId(place.type, place.scope, place.key), WINNER);
    if (!stored?.found) return null;
    const document = stored.document as Readonly<Record<string, unknown>>;
    const stub = readStub(document);
    if (!stub) return document;
    place = { ...place, scope: stub.movedTo.scope };
  }
  return null;
}
