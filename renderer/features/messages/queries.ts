import { useMemo } from 'react';
import { combineLatest, from, map, of, switchMap, type Observable } from 'rxjs';
import { fillTemplate } from '#shared/domain/messages/template';
import type { WireRecord } from '#shared/schema/envelope';
import { parseDocumentId } from '#shared/schema/ids';
import { findRecordType } from '#shared/schema/registry';
import type { Message } from '#shared/schema/types/message';
import { noticeContentSchema, type Notice, type NoticeContent } from '#shared/schema/types/notice';
import { useObservable, useSession, useStation, type OpenStation } from '#renderer/data/index';
import { useLanguage, type Language } from '#renderer/ui/index';
import { useNow } from '../people/index';

/** A message to the signed-in person, in their language. */
export interface ShownMessage {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly atMs: number;
  readonly urgency: Message['urgency'];
  /** Id of the person's record that it speaks of; null when it speaks of none. */
  readonly personId: string | null;
}

type BellRecord = (Message | Notice) & WireRecord;
type Values = Readonly<Record<string, string>>;

/** The newest are enough: what somebody has not seen among so many is found where it happened. */
const MOST = 50;
/** Stands for what is not on this device or not for this person. */
const UNKNOWN = '…';

/**
 * What has come for the signed-in person and still counts, the newest first; undefined while loading. Whoever opens the desk has messages,
 * whoever works in a grid has notices in it.
 */
export function useOwnMessages(): readonly ShownMessage[] | undefined {
  const { records, sealer } = useStation();
  const { uid } = useSession().staff;
  const language = useLanguage();
  const now = useNow();
  const shown = useObservable(
    useMemo(() => {
      const own = records.find<BellRecord>('desk', {
        selector: { owner: uid },
        sort: [{ owner: 'asc' }, { rank: 'asc' }],
        limit: MOST,
      });
      return own.pipe(
        switchMap((list) => from(Promise.all(list.map((each) => contentOf(each, sealer))))),
        switchMap((list) => all(list.flatMap((each) => (each ? [filled(each, records, language)] : [])))),
      );
    }, [records, sealer, uid, language]),
  );
  return useMemo(() => shown?.filter(({ expiresAtMs }) => now < expiresAtMs), [shown, now]);
}

/** What a bell shows, with its places still empty. */
interface Told extends NoticeContent, Pick<ShownMessage, 'id' | 'atMs' | 'urgency'> {
  readonly expiresAtMs: number;
}

/** The words of a record for the bell; null for one that is not for it, or not readable for this person. */
async function contentOf(record: BellRecord, sealer: OpenStation['sealer']): Promise<Told | null> {
  const { _id: id, urgency, expiresAtMs, created } = record;
  const rest = { id, urgency, expiresAtMs, atMs: created.at };
  if (isNotice(record)) {
    const opened = await sealer.open(record.content, { uid: record.uid, field: 'content' });
    const content = noticeContentSchema.safeParse(opened).data;
    return content ? { ...rest, ...content } : null;
  }
  const isForTheBell = record.channel === 'app' && record.state === 'sent';
  return isForTheBell ? { ...rest, title: record.title, body: record.body, values: record.values } : null;
}

const isNotice = (record: BellRecord): record is Notice & WireRecord => record.type === 'notice';

/** The latest of each; an empty list of none. */
const all = <T>(each: readonly Observable<T>[]): Observable<readonly T[]> =>
  each.length === 0 ? of([]) : combineLatest([...each]);

function filled(
  { title, body, values: places, ...told }: Told,
  records: OpenStation['records'],
  language: Language,
): Observable<ShownMessage & { readonly expiresAtMs: number }> {
  const values = all(
    Object.entries(places).map(([name, value]) =>
      value.kind === 'text'
        ? of([name, value.text] as const)
        : fieldOf(records, value.record, value.field, language).pipe(map((text) => [name, text] as const)),
    ),
  );
  const fields = Object.values(places).flatMap((value) => (value.kind === 'field' ? [value.record] : []));
  const personId = fields.find((id) => parseDocumentId(id)?.type === 'person') ?? null;
  return values.pipe(
    map((entries) => {
      const known = Object.fromEntries(entries);
      return { ...told, title: textOf(title, known, language), text: textOf(body, known, language), personId };
    }),
  );
}

/** What a field of a record says to this person, in words. */
function fieldOf(records: OpenStation['records'], id: string, field: string, language: Language): Observable<string> {
  const collection = findRecordType(parseDocumentId(id)?.type ?? '')?.collection;
  if (!collection) return of(UNKNOWN);
  return records.byId<WireRecord>(collection, id).pipe(map((record) => wordsOf(record?.[field], language)));
}

function wordsOf(value: unknown, language: Language): string {
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string' && value !== '') return value;
  if (typeof value !== 'object' || value === null || !('zh' in value)) return UNKNOWN;
  const label = value as { readonly zh: unknown; readonly en?: unknown };
  return String((language === 'en' ? label.en : undefined) ?? label.zh);
}

function textOf(text: Message['title'], values: Values, language: Language): string {
  const filled = fillTemplate(text, values, Infinity);
  // The host puts in no text that cannot be filled; from elsewhere, the places themselves are the most that can be shown.
  return filled.ok ? filled.text[language] : text.zh;
}
