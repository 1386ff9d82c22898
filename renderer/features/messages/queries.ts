import { useMemo } from 'react';
import { combineLatest, map, of, switchMap, type Observable } from 'rxjs';
import { fillTemplate } from '#shared/domain/messages/template';
import type { WireRecord } from '#shared/schema/envelope';
import { parseDocumentId } from '#shared/schema/ids';
import { findRecordType } from '#shared/schema/registry';
import type { Message } from '#shared/schema/types/message';
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

type MessageRecord = Message & WireRecord;
type Values = Readonly<Record<string, string>>;

/** The newest are enough: what somebody has not seen among so many is found where it happened. */
const MOST = 50;
/** Stands for what is not on this device or not for this person. */
const UNKNOWN = '…';

/** What has come for the signed-in person and still counts, the newest first; undefined while loading. */
export function useOwnMessages(): readonly ShownMessage[] | undefined {
  const { records } = useStation();
  const { uid } = useSession().staff;
  const language = useLanguage();
  const now = useNow();
  const shown = useObservable(
    useMemo(() => {
      const own = records.find<MessageRecord>('desk', {
        selector: { owner: uid },
        sort: [{ owner: 'asc' }, { rank: 'asc' }],
        limit: MOST,
      });
      return own.pipe(
        switchMap((list) => all(list.filter(isForTheBell).map((each) => filled(each, records, language)))),
      );
    }, [records, uid, language]),
  );
  return useMemo(() => shown?.filter(({ expiresAtMs }) => now < expiresAtMs), [shown, now]);
}

const isForTheBell = ({ type, channel, state }: MessageRecord): boolean =>
  type === 'message' && channel === 'app' && state === 'sent';

/** The latest of each; an empty list of none. */
const all = <T>(each: readonly Observable<T>[]): Observable<readonly T[]> =>
  each.length === 0 ? of([]) : combineLatest([...each]);

function filled(
  message: MessageRecord,
  records: OpenStation['records'],
  language: Language,
): Observable<ShownMessage & { readonly expiresAtMs: number }> {
  const values = all(
    Object.entries(message.values).map(([name, value]) =>
      value.kind === 'text'
        ? of([name, value.text] as const)
        : fieldOf(records, value.record, value.field, language).pipe(map((text) => [name, text] as const)),
    ),
  );
  const fields = Object.values(message.values).flatMap((value) => (value.kind === 'field' ? [value.record] : []));
  return values.pipe(
    map((entries) => {
      const known = Object.fromEntries(entries);
      return {
        id: message._id,
        title: textOf(message.title, known, language),
        text: textOf(message.body, known, language),
        atMs: message.created.at,
        urgency: message.urgency,
        personId: fields.find((id) => parseDocumentId(id)?.type === 'person') ?? null,
        expiresAtMs: message.expiresAtMs,
      };
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
