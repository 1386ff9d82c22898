import { useTranslation } from 'react-i18next';
import type { UpstreamDatabaseView } from '#shared/ipc/upstream-api';
import { Card, Pill, type Shape } from '#renderer/ui/index';
import { useTitle } from './use-title';

const SHAPES: Readonly<Record<UpstreamDatabaseView['state'], Shape>> = {
  current: 'done',
  waiting: 'outgoing',
  sending: 'progress',
  taking: 'progress',
  trouble: 'due',
};

/** Each database with how far it has come, and why it has not. */
export function DatabasesCard({ databases }: { readonly databases: readonly UpstreamDatabaseView[] }) {
  const { t } = useTranslation('upstream');
  const title = useTitle();
  return (
    <Card title={t('databases')}>
      <table className="host-table upstream-table">
        <thead>
          <tr>
            <th scope="col">{t('col.database')}</th>
            <th scope="col">{t('col.state')}</th>
          </tr>
        </thead>
        <tbody>
          {databases.map((database) => (
            <tr key={database.name}>
              <th scope="row">{title(database.name)}</th>
              <td>
                <State database={database} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}

function State({ database }: { readonly database: UpstreamDatabaseView }) {
  const { t } = useTranslation('upstream');
  const { state, trouble, left, coming, refusedThere, refusedHere } = database;
  const more = [
    trouble && t(`trouble.${trouble}.do`),
    left > 0 && t('database.left', { count: left }),
    coming > 0 && t('database.coming', { count: coming }),
    refusedThere > 0 && t('database.refused-there', { count: refusedThere }),
    refusedHere > 0 && t('database.refused-here', { count: refusedHere }),
  ].filter((text) => typeof text === 'string');
  return (
    <>
      <Pill shape={SHAPES[state]}>
        {state === 'trouble' ? t(`trouble.${trouble ?? 'internal'}`) : t(`database.${state}`)}
      </Pill>
      {more.map((text) => (
        <small key={text}>{text}</small>
      ))}
    </>
  );
}
