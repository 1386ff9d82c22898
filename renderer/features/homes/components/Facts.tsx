import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { dateAtStation } from '#shared/domain/calendar/date';
import { maskAddress } from '#shared/domain/privacy/mask';
import type { WireRecord } from '#shared/schema/envelope';
import { dayText, momentText, useLanguage } from '#renderer/ui/index';
import { RecordedValue, scopeOf, useIsOwnGrid, useStaffNames, useToday } from '../../people/index';

/** One fact under its name; a dash for nothing. */
export function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  const { t } = useTranslation('homes');
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children === null || children === '' ? <span className="quiet">{t('fact.none')}</span> : children}</dd>
    </div>
  );
}

/** The address of a home; outside the worker's own grids behind its mask, and a look at it is written down. */
export function AddressFact({
  record,
  address,
}: {
  readonly record: Pick<WireRecord, '_id' | 'uid' | 'type'>;
  readonly address: string;
}) {
  const { t } = useTranslation('homes');
  const isOwnGrid = useIsOwnGrid()(record._id);
  const subject = { type: record.type, scope: scopeOf(record._id), uid: record.uid, field: 'address' };
  return (
    <Fact label={t('col.address')}>
      {isOwnGrid ? (
        address
      ) : (
        <RecordedValue subject={subject} label={t('col.address')} value={address} mask={maskAddress} />
      )}
    </Fact>
  );
}

/** When a record was made and last changed, and by whom. */
export function ChangesFact({ record }: { readonly record: WireRecord }) {
  const { t } = useTranslation('homes');
  const language = useLanguage();
  const today = useToday();
  const nameOf = useStaffNames();
  const { created, changed } = record;
  const who = (by: string) => nameOf(by) ?? t('history.someone');
  const wasChanged = changed.at !== created.at;
  return (
    <Fact label={t('history')}>
      {t('history.created', { day: dayText(dateAtStation(created.at), today, language), name: who(created.by) })}
      {wasChanged && (
        <div>{t('history.changed', { moment: momentText(changed.at, today, language), name: who(changed.by) })}</div>
      )}
    </Fact>
  );
}
