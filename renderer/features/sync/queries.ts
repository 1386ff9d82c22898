import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { maskName } from '#shared/domain/privacy/mask';
import type { WireRecord } from '#shared/schema/envelope';
import { parseDatabaseName } from '#shared/schema/ids';
import { findRecordType } from '#shared/schema/registry';
import type { OutboxRow } from '#shared/sync/ports';
import { useStation } from '#renderer/data/index';
import { useLanguage, type Place } from '#renderer/ui/index';
import { editPersonPlace, personPlace } from '../people/index';

/** Whom a record is about, as this device knows it. */
interface Found {
  readonly uid: string;
  readonly id: string;
  readonly name: string | null;
}

/** What a record is about, for shared eyes, and where somebody who may looks at it. */
export interface RecordWords {
  readonly type: string;
  /** The first character of the person's name, or null where no person is named. */
  readonly name: string | null;
  /** Null for what has no page of its own. */
  readonly place: Place | null;
  /** The form in which it is corrected; null where it cannot be. */
  readonly formPlace: Place | null;
}

/** What a record is about: its type, the first character of the person's name, and the file it leads to. */
export function useRecordWords({ record }: Pick<OutboxRow, 'record'>): RecordWords {
  const language = useLanguage();
  const { records } = useStation();
  const subject = subjectOf(record);
  const [found, setFound] = useState<Found | null>(null);
  const uid = subject.kind === 'uid' ? subject.uid : null;
  useEffect(() => {
    if (uid === null) return;
    let isWanted = true;
    void records.byUid<WireRecord>('people', 'person', uid).then((person) => {
      const name = person?.['name'];
      if (isWanted && person) setFound({ uid, id: person._id, name: typeof name === 'string' ? name : null });
    });
    return () => {
      isWanted = false;
    };
  }, [records, uid]);
  const file = found && found.uid === uid ? found : null;
  const name = subject.kind === 'name' ? subject.name : (file?.name ?? null);
  const type = findRecordType(record.type)?.title[language] ?? record.type;
  return {
    type,
    name: name === null ? null : maskName(name),
    place: record.type === 'person' ? personPlace(record._id) : file ? personPlace(file.id) : homePlace(record),
    formPlace: record.type === 'person' ? editPersonPlace(record._id) : null,
  };
}

/** Where a home stands opened beside its list.. */
function homePlace({ type, _id }: WireRecord): Place | null {
  switch (type) {
    case 'dwelling':
      return { path: '/homes', query: { open: _id } };
    case 'household':
      return { path: '/homes', query: { tab: 'households', open: _id } };
    case 'enterprise':
      return { path: '/homes', query: { tab: 'enterprises', open: _id } };
    default:
      return null;
  }
}

type Subject =
  | { readonly kind: 'uid'; readonly uid: string }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'none' };

function subjectOf(record: WireRecord): Subject {
  const { personUid, name } = record as { readonly personUid?: unknown; readonly name?: unknown };
  if (typeof personUid === 'string') return { kind: 'uid', uid: personUid };
  if (record.type === 'person' && typeof name === 'string') return { kind: 'name', name };
  return { kind: 'none' };
}

/** What a hub database holds, in words: 第 2 网格, 公共资料. */
export function useDatabaseName(): (name: string) => string {
  const { t } = useTranslation('sync');
  return (name) => {
    const identity = parseDatabaseName(name);
    return identity ? t(`data.kind.${identity.kind}`, { number: identity.scope.split('-')[1] ?? '' }) : name;
  };
}
