import { parseMediaId } from '#shared/media/names';
import { photoRefSchema } from '#shared/media/photo';
import type { WireRecord } from '#shared/schema/envelope';

/** Types of records that name pictures, and the field that lists them. */
const PHOTO_LISTS: Readonly<Record<string, string>> = { visit: 'photos' };

/** Types whose records may name pictures. */
export const NAMING_TYPES: readonly string[] = Object.keys(PHOTO_LISTS);

/** `_id`s of the media documents that a record names. */
export function photosOf(record: WireRecord): readonly string[] {
  return listOf(record).flatMap((entry) => mediaOf(entry) ?? []);
}

/** The record naming its pictures by other `_id`s, or the very same record where nothing changes. */
export function renamed(record: WireRecord, nameOf: (media: string) => string): WireRecord {
  const list = listOf(record);
  const next = list.map((entry) => {
    const media = mediaOf(entry);
    const name = media === null ? null : nameOf(media);
    return name === null || name === media ? entry : { ...(entry as object), media: name };
  });
  if (next.every((entry, at) => entry === list[at])) return record;
  return { ...record, [PHOTO_LISTS[record.type] ?? '']: next };
}

/** The scope that the `_id` of a media document carries. */
export const scopeOfPhoto = (media: string): string => parseMediaId(media)?.scope ?? '';

function listOf(record: WireRecord): readonly unknown[] {
  const field = PHOTO_LISTS[record.type];
  const list = field === undefined ? null : record[field];
  return Array.isArray(list) ? list : [];
}

const refSchema = photoRefSchema.pick({ media: true }).loose();

function mediaOf(entry: unknown): string | null {
  const parsed = refSchema.safeParse(entry);
  return parsed.success && parseMediaId(parsed.data.media) ? parsed.data.media : null;
}
