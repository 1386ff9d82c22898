import { useTranslation } from 'react-i18next';
import type { DatabaseStatus } from '#shared/sync/ports';
import { Pill, type Shape } from '#renderer/ui/index';
import { useDatabaseName } from '../queries';

const SHAPES: Readonly<Record<DatabaseStatus['state'], Shape>> = {
  unknown: 'idle',
  'catching-up': 'progress',
  current: 'done',
  held: 'paused',
  failing: 'alert',
};

/** What this device takes in from the station, folded away: one line for each database. */
export function DataCard({ databases }: { readonly databases: readonly DatabaseStatus[] }) {
  const { t } = useTranslation('sync');
  const nameOf = useDatabaseName();
  return (
    <details className="card data-card" open={databases.some(({ state }) => state === 'failing')}>
      <summary>{t('data.title')}</summary>
      <ul className="lines">
        {databases.map(({ name, state, received }) => (
          <li key={name}>
            <span>{nameOf(name)}</span>
            <span className="quiet">{t('data.received', { count: received })}</span>
            <span className="end">
              <Pill shape={SHAPES[state]}>{t(`data.state.${state}`)}</Pill>
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}
