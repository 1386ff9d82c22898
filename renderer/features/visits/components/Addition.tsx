import { useTranslation } from 'react-i18next';
import { useUnsealed } from '#renderer/data/index';
import { momentText, useLanguage } from '#renderer/ui/index';
import { useStaffNames } from '../../people/index';
import { useRound, type VisitRecord } from '../queries';
import { VisitPhotos } from './VisitPhotos';
import './visit-entry.css';

interface AdditionProps {
  readonly visit: VisitRecord;
  readonly addition: VisitRecord['additions'][number];
}

/** Something said or shown after the visit, with when and by whom. */
export function Addition({ visit, addition }: AdditionProps) {
  const { t } = useTranslation(['visits', 'ui']);
  const language = useLanguage();
  const { today } = useRound();
  const nameOf = useStaffNames();
  const text = useUnsealed<string>(addition.text, { uid: visit.uid, field: 'additions.text', entryId: addition.id });
  const { at, by } = addition.written;
  return (
    <div className="visit-addition">
      <small>
        {t('entry.addition', { moment: momentText(at, today, language), name: nameOf(by) ?? t('history.someone') })}
      </small>
      {text === null ? (
        <p className="quiet">{t('sealed.denied', { ns: 'ui' })}</p>
      ) : (
        text !== '' && <p className="visit-note">{text}</p>
      )}
      <VisitPhotos visit={visit} addition={addition} />
    </div>
  );
}
