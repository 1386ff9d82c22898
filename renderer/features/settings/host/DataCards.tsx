import { useTranslation } from 'react-i18next';
import type { HostState } from '#shared/ipc/admin-api';
import { Card, deviceCode, momentText, useLanguage } from '#renderer/ui/index';
import { useToday } from '../../people/index';
import { DeviceKind } from '../devices/DeviceList';
import { HostFacts } from './Facts';
import { useDatabaseTitle } from './words';

interface CardProps {
  readonly state: HostState;
}

/** Every hub database with its records and update sequence. */
export function DatabasesCard({ state: { databases } }: CardProps) {
  const { t } = useTranslation('host');
  const title = useDatabaseTitle();
  const all = databases.reduce((sum, { documents }) => sum + documents, 0);
  return (
    <Card title={t('databases')} aside={<span className="quiet">{t('databases.all', { count: all })}</span>}>
      <div className="host-scroll" tabIndex={0} role="region" aria-label={t('databases')}>
        <table className="host-table">
          <thead>
            <tr>
              <th scope="col">{t('col.database')}</th>
              <th scope="col">{t('col.documents')}</th>
              <th scope="col">{t('col.sequence')}</th>
            </tr>
          </thead>
          <tbody>
            {databases.map(({ name, documents, sequence }) => (
              <tr key={name}>
                <th scope="row">
                  {title(name)} <code>{name}</code>
                </th>
                <td>{t('number', { count: documents })}</td>
                <td>{t('number', { count: sequence })}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Card>
  );
}

/** The station's devices, those that called last on top. */
export function DevicesCard({ state: { devices } }: CardProps) {
  const { t } = useTranslation('host');
  const language = useLanguage();
  const today = useToday();
  return (
    <Card title={t('devices')} aside={<span className="quiet">{t('devices.count', { count: devices.length })}</span>}>
      {devices.length === 0 ? (
        <p className="host-note">{t('devices.none')}</p>
      ) : (
        <div className="host-scroll" tabIndex={0} role="region" aria-label={t('devices')}>
          <ul className="host-devices">
            {devices.map(({ id, name, kind, lastSeenMs, lastAddress }) => (
              <li key={id}>
                <DeviceKind kind={kind} />
                <b>{name === '' || name === kind ? deviceCode(id) : name}</b>
                <code>{lastAddress}</code>
                <span>{momentText(lastSeenMs, today, language)}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </Card>
  );
}

/** Where the log lies, and whether anything of it was lost. */
export function LogCard({ state: { logs } }: CardProps) {
  const { t } = useTranslation('host');
  return (
    <Card title={t('log')}>
      <HostFacts
        facts={[
          [t('log.folder'), <code key="folder">{logs.folder}</code>],
          [t('log.lost'), t('number', { count: logs.linesLost })],
        ]}
      />
      <p className="host-note">{t('log.text')}</p>
    </Card>
  );
}
