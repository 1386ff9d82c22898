import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SHIPPED_TABLE } from '#shared/codes/incident-categories/index';
import { planTakeBack } from '#shared/domain/incidents/shipped-table';
import { useStation } from '#renderer/data/index';
import { ErrorNotice } from '#renderer/ui/index';
import type { CategoryRecord } from '../../queries';
import { takeBack } from './commands';
import { useTableUses } from './use-uses';

interface TakeBackPartProps {
  readonly all: readonly CategoryRecord[];
  readonly onDone: (count: number) => void;
}

const SOURCES = SHIPPED_TABLE.map(({ source }) => source);

/** What of the table that was taken over can go again, and why the rest stays; nothing while nothing was taken over. */
export function TakeBackPart({ all, onDone }: TakeBackPartProps) {
  const { t } = useTranslation('incidentShipped');
  const station = useStation();
  const uses = useTableUses();
  const [failure, setFailure] = useState<{ readonly error: unknown } | null>(null);
  if (!uses) return null;
  const { free, used, changed } = planTakeBack(SOURCES, all, uses);
  if (free.length + used.length + changed.length === 0) return null;
  const back = async () => {
    setFailure(null);
    try {
      await takeBack(station, free, all);
      onDone(free.length);
    } catch (error) {
      setFailure({ error });
    }
  };
  return (
    <section className="shipped-back" aria-label={t('back.title')}>
      <h3>{t('back.title')}</h3>
      <p>{free.length > 0 ? t('back.text', { count: free.length }) : t('back.none')}</p>
      {used.length > 0 && <p className="quiet">{t('back.used', { count: used.length })}</p>}
      {changed.length > 0 && <p className="quiet">{t('back.changed', { count: changed.length })}</p>}
      {failure && <ErrorNotice error={failure.error} onRemedy={() => void back()} />}
      {free.length > 0 && <Button onClick={() => void back()}>{t('back.do', { count: free.length })}</Button>}
    </section>
  );
}
