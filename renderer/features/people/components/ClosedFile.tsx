import { useTranslation } from 'react-i18next';
import type { CalendarDate } from '#shared/domain/calendar/date';
import { Card, dayText, useLanguage } from '#renderer/ui/index';
import { useGridNames, type PersonRecord } from '../queries';

interface ClosedFileProps {
  readonly person: PersonRecord;
  readonly today: CalendarDate;
}

/** What is left of a file that is not for the reader: birth date and grid, why there is no more, and who can change that. */
export function ClosedFile({ person, today }: ClosedFileProps) {
  const { t } = useTranslation('people');
  const language = useLanguage();
  const grid = useGridNames()(person._id);
  return (
    <Card title={t('info.title')}>
      <dl className="facts">
        <div>
          <dt>{t('info.birthDate')}</dt>
          <dd>{dayText(person.birthDate, today, language)}</dd>
        </div>
        {grid !== null && (
          <div>
            <dt>{t('info.grid')}</dt>
            <dd>{grid}</dd>
          </div>
        )}
      </dl>
      <p className="closed-file">{t('closed.text')}</p>
    </Card>
  );
}
