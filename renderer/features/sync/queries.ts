import { useEffect, useState } from 'react';
import { maskName } from '#shared/domain/privacy/mask';
import type { WireRecord } from '#shared/schema/envelope';
import { findRecordType } from '#shared/schema/registry';
import type { OutboxRow } from '#shared/sync/ports';
import { useStation } from '#renderer/data/index';
import { useLanguage } from '#renderer/ui/index';

/** What a record is about, for shared eyes: its type, and the first character of the person's name when there is one. */
export function useRecordWords({ record }: OutboxRow): { readonly type: string; readonly name: string | null } {
  const language = useLanguage();
  const { records } = useStation();
  const subject = subjectOf(record);
  const [found, setFound] = useState<{ readonly uid: string; readonly name: string } | null>(null);
  const uid = subject.kind === 'uid' ? subject.uid : null;
  useEffect(() => {
    if (uid === null) return;
    let isWanted = true;
    void records.byUid<WireRecord>('people', 'person', uid).then((person) => {
      const name = person?.['name'];
      if (isWanted && typeof name === 'string') setFound({ uid, name });
    });
    return () => {
      isWanted = false;
    };
  }, [records, uid]);
  const name = subject.kind === 'name' ? subject.name : found && found.uid === uid ? found.name : null;
  const type = findRecordType(record.type)?.title[language] ?? record.type;
  return { type, name: name === null ? null : maskName(name) };
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
