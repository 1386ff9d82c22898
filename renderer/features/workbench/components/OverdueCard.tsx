import { useTranslation } from 'react-i18next';
import { daysBetween } from '#shared/domain/calendar/date';
import { isOverdue } from '#shared/domain/visits/due';
import { addressOf, Card, dayText, Empty, Loading, useLanguage } from '#renderer/ui/index';
import { useRound, visitsPlace, type PersonDue } from '../../visits/index';
import { useIsReceiving } from '../queries';

/** As many as one glance takes in. */
const SHOWN = 6;

/** Who should have been visited by now, the longest overdue first: how often, when last, how late. */
export function OverdueCard() {
  const { t } = useTranslation(['workbench', 'people']);
  const { due, failure } = useRound();
  const isReceiving = useIsReceiving();
  // What failed is told of where the day's tasks stand.
  if (!due && failure) return null;
  const overdue = due?.filter(isOverdue);
  const aside = overdue && overdue.length > 0 && (
    <>
      <span className="quiet">{t('overdue.order')}</span>
      <a className="end" href={addressOf(visitsPlace())}>
        {t('overdue.all', { count: overdue.length })}
      </a>
    </>
  );
  return (
    <Card title={t('overdue.title')} aside={aside} className="wb-overdue">
      {!overdue || (isReceiving && overdue.length === 0) ? (
        <Loading label={t(isReceiving ? 'head.receiving' : 'head.loading')} lines={3} />
      ) : overdue.length === 0 ? (
        <NoneOverdue next={due?.[0]} />
      ) : (
        <ul className="wb-lines">
          {overdue.slice(0, SHOWN).map((row) => (
            <OverdueRow key={row.person._id} row={row} />
          ))}
        </ul>
      )}
    </Card>
  );
}

function NoneOverdue({ next }: { readonly next: PersonDue | undefined }) {
  const { t } = useTranslation(['workbench', 'people']);
  const language = useLanguage();
  const { today } = useRound();
  if (!next) return <Empty title={t('overdue.none')} text={t('overdue.none.nobody')} />;
  const name = next.person.name ?? t('closed.short', { ns: 'people' });
  return (
    <Empty
      title={t('overdue.none')}
      text={t('overdue.none.next', { day: dayText(next.dueOn, today, language), name })}
    />
  );
}

function OverdueRow({ row }: { readonly row: PersonDue }) {
  const { t } = useTranslation(['workbench', 'people']);
  const words = useIntervalWords();
  const name = row.person.name ?? t('closed.short', { ns: 'people' });
  const [kind] = row.kinds;
  return (
    <li>
      <a href={addressOf(visitsPlace({ person: row.person._id }))} aria-label={t('overdue.open', { name })}>
        <b>{name}</b>
      </a>
      <span>{kind && t(`kind.${kind}`, { ns: 'people' })}</span>
      <span className="wb-rule">{words(row)}</span>
      <span className="end tone-crit">{t('overdue.days', { count: row.overdueDays })}</span>
    </li>
  );
}

/** How often somebody is visited and when it was last; or what was agreed; or that nobody ever was there. */
function useIntervalWords(): (row: PersonDue) => string {
  const { t } = useTranslation('workbench');
  const language = useLanguage();
  const { today } = useRound();
  return ({ lastMetOn, dueOn, reason }) => {
    if (lastMetOn === null) return t('overdue.never');
    const last = dayText(lastMetOn, today, language);
    if (reason === 'agreed') return t('overdue.agreed', { day: dayText(dueOn, today, language), last });
    return t('overdue.rule', { days: daysBetween(lastMetOn, dueOn), day: last });
  };
}
