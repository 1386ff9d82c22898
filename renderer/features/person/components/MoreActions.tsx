import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { PersonStatus } from '#shared/domain/people/draft';
import { useStation } from '#renderer/data/index';
import { dayText, goTo, PopoverButton, useLanguage } from '#renderer/ui/index';
import { mergePlace, type PersonRecord } from '../../people/index';
import { useRound } from '../../visits/index';
import { setStatus, type HouseholdRecord } from '../commands/status';
import type { Action } from '../use-action';

interface MoreActionsProps {
  readonly person: PersonRecord;
  readonly household: HouseholdRecord | null;
  /** People living in the household now. */
  readonly residents: number;
  readonly action: Action;
  /** Opens the form that sends the person to another grid; null for who may not. */
  readonly onTransfer: (() => void) | null;
}

const STATUSES = ['living-here', 'moved-out', 'deceased'] as const satisfies readonly PersonStatus[];

/** What is done less often: merging two files, and what became of the person, each with its day and a way back. */
export function MoreActions({ person, household, residents, action, onTransfer }: MoreActionsProps) {
  const { t } = useTranslation('person');
  const language = useLanguage();
  const station = useStation();
  const { today } = useRound();
  const day = dayText(today, today, language);
  const isLast = residents === 1 && person.status === 'living-here';

  const mark = (status: PersonStatus) =>
    action.run(async () => {
      const undo = await setStatus(station, person, household, residents, status);
      return { text: t(`status.done.${status}`, { day }), undo };
    });

  return (
    <PopoverButton label={t('more')} className="ant-btn more-button" placement="bottomRight">
      {(close) => (
        <div className="more-actions">
          <Button type="text" onClick={() => goTo(mergePlace(person._id, ''))}>
            {t('action.merge')}
          </Button>
          {onTransfer && (
            <Button
              type="text"
              onClick={() => {
                close();
                onTransfer();
              }}
            >
              {t('action.transfer')}
            </Button>
          )}
          {STATUSES.filter((status) => status !== person.status).map((status) => (
            <Button
              key={status}
              type="text"
              onClick={() => {
                close();
                void mark(status);
              }}
            >
              {t(`status.mark.${status}`, { day })}
            </Button>
          ))}
          {isLast && household !== null && <p>{t('status.last')}</p>}
          {person.relation === 'head' && residents > 1 && <p>{t('status.head')}</p>}
        </div>
      )}
    </PopoverButton>
  );
}
