import { useEffect, useState } from 'react';
import { useStation } from '#renderer/data/index';
import { MATTER_FORM, readMatterDraft, uidOfMatter } from './matter-draft';

/** What somebody had begun to write about a matter on this device; '' for nothing. */
export function useKeptNote(id: string): string {
  const { drafts } = useStation();
  const [note, setNote] = useState('');
  useEffect(() => {
    let isCurrent = true;
    drafts.get(MATTER_FORM.id, uidOfMatter(id)).then(
      (row) => isCurrent && setNote(readMatterDraft(row?.value)?.note ?? ''),
      () => undefined,
    );
    return () => {
      isCurrent = false;
    };
  }, [drafts, id]);
  return note;
}
