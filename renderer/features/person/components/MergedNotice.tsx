import { useTranslation } from 'react-i18next';
import { momentText, StatusShape, useLanguage } from '#renderer/ui/index';
import type { PersonRecord } from '../../people/index';
import { useRound } from '../../visits/index';
import type { Dossier } from '../queries';

interface MergedNoticeProps {
  readonly person: PersonRecord;
  readonly mergedUid: string;
  readonly dossier: Dossier;
}

/** Says to whoever opened a file that was merged away that this is the one that stayed. */
export function MergedNotice({ person, mergedUid, dossier }: MergedNoticeProps) {
  const { t } = useTranslation('person');
  const language = useLanguage();
  const { today } = useRound();
  const merge = dossier.merges.find((each) => each.mergedUid === mergedUid && each.state === 'merged');
  if (!merge) return null;
  return (
    <p className="notice-line" role="status">
      <StatusShape shape="note" size={16} />
      {t('merged.here', { name: person.name ?? '', moment: momentText(merge.atMs, today, language) })}
    </p>
  );
}
