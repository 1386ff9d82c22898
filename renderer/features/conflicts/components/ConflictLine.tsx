import { useTranslation } from 'react-i18next';
import { addressOf, Pill, useWords } from '#renderer/ui/index';
import { lineMessages } from '../line-messages';
import { conflictsPlace } from '../places';
import { useContested } from '../queries';

const LINE_WORDS = { 'conflict-line': lineMessages };

/** In somebody’s file: that something in it, or in what hangs on it, waits for a decision; nothing where nothing does. */
export function ConflictLine({
  person: { _id, uid },
}: {
  readonly person: { readonly _id: string; readonly uid: string };
}) {
  useWords(LINE_WORDS);
  const { t } = useTranslation('conflict-line');
  const about = (useContested() ?? []).filter(({ id, record }) => id === _id || record['personUid'] === uid);
  const [first] = about;
  if (!first) return null;
  const count = about.reduce((sum, { fields }) => sum + fields.length, 0);
  return (
    <p className="conflict-line">
      <Pill shape="conflict">{t('line', { count })}</Pill>
      <a href={addressOf(conflictsPlace(about.length === 1 ? first.id : undefined))}>{t('line.go')}</a>
    </p>
  );
}
