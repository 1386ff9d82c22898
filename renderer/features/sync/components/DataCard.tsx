import { useTranslation } from 'react-i18next';
import type { DatabaseStatus } from '#shared/sync/ports';
import { Pill, type Shape } from '#renderer/ui/index';
import { useDatabaseName } from '../queries';
import type { Reach } from '../reach';

const SHAPES: Readonly<Record<DatabaseStatus['state'], Shape>> = {
  unknown: 'idle',
  'catching-up': 'progress',
  current: 'done',
  held: 'paused',
  failing: 'alert',
};

interface DataCardProps {
  readonly databases: readonly DatabaseStatus[];
  readonly reach: Reach;
}

/** What this device takes in from the station, folded away: one line for each database, with how far it has come at the district. */
export function DataCard({ databases, reach }: DataCardProps) {
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
              <District reach={reach} name={name} />
              <Pill shape={SHAPES[state]}>{t(`data.state.${state}`)}</Pill>
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}

function District({ reach, name }: { readonly reach: Reach; readonly name: string }) {
  const { t } = useTranslation('sync');
  if (reach.kind === 'none' || reach.kind === 'unknown') return null;
  const at = reach.databases.find((database) => database.name === name);
  if (!at) return null;
  if (at.left > 0) return <Pill shape="outgoing">{t('data.district.left', { count: at.left })}</Pill>;
  if (at.refused > 0) return <Pill shape="due">{t('data.district.refused', { count: at.refused })}</Pill>;
  return at.currentAtMs === null ? null : <Pill shape="done">{t('data.district.there')}</Pill>;
}
