import { useTranslation } from 'react-i18next';
import type { BrokerState, HeardDevice } from '#shared/ipc/sensor-api';
import { addressOf, momentText, Pill, useLanguage } from '#renderer/ui/index';
import { useToday } from '../../people/index';
import { Away } from '../credential/CredentialCard';
import { newSensorPlace } from '../places';
import { troubledOf, unpairedOf, useHost } from '../use-host';

/** What the station's computer hears: how devices come in, which of them hang nowhere, whose messages cannot be read. */
export function HostCard() {
  const { t } = useTranslation('sensors');
  const host = useHost();
  const { view } = host;
  const unpaired = unpairedOf(view);
  const troubled = troubledOf(view);
  return (
    <details className="host-card">
      <summary>
        <b>{t('host.title')}</b>
        {view ? <BrokerPill broker={view.broker} /> : null}
        {view && host.error === null && (
          <span className="quiet">{t('host.summary', { unpaired: unpaired.length, troubled: troubled.length })}</span>
        )}
        {host.error !== null && <span className="quiet">{t('host.away.short')}</span>}
      </summary>
      <div>
        {host.error !== null && <Away host={host} />}
        {view && <BrokerWords broker={view.broker} />}
        {unpaired.length > 0 && (
          <section aria-label={t('unpaired.title')}>
            <h3>{t('unpaired.title')}</h3>
            <ul className="lines">
              {unpaired.map((device) => (
                <Unpaired key={device.name} device={device} />
              ))}
            </ul>
          </section>
        )}
        {troubled.length > 0 && (
          <section aria-label={t('troubled.title')}>
            <h3>{t('troubled.title')}</h3>
            <ul className="lines">
              {troubled.map((device) => (
                <Troubled key={device.name} device={device} />
              ))}
            </ul>
          </section>
        )}
      </div>
    </details>
  );
}

function BrokerPill({ broker: { isConnected, problem } }: { readonly broker: BrokerState }) {
  const { t } = useTranslation('sensors');
  if (problem !== null) return <Pill shape="alert">{t(`broker.problem.${problem}`)}</Pill>;
  return <Pill shape={isConnected ? 'done' : 'due'}>{t(isConnected ? 'broker.on' : 'broker.off')}</Pill>;
}

/** Where devices come in, as it is typed into them. */
function BrokerWords({ broker }: { readonly broker: BrokerState }) {
  const { t } = useTranslation('sensors');
  const { kind, addresses, clients } = broker;
  const places = addresses.map(({ host, port, isTls }) => t(isTls ? 'broker.at.tls' : 'broker.at', { host, port }));
  return (
    <p>
      {kind === 'external' ? t('broker.external') : addresses.length === 0 ? t('broker.closed') : places.join('  ')}{' '}
      {clients !== null && <span className="quiet">{t('broker.clients', { count: clients })}</span>}
    </p>
  );
}

function Unpaired({ device: { name, adapterId, heardAtMs } }: { readonly device: HeardDevice }) {
  const { t } = useTranslation('sensors');
  const language = useLanguage();
  const today = useToday();
  return (
    <li>
      <code>{name}</code>
      {heardAtMs !== null && <span className="quiet">{momentText(heardAtMs, today, language)}</span>}
      <a
        className="end"
        aria-label={t('unpaired.pair.named', { name })}
        href={addressOf(newSensorPlace({ device: name, ...(adapterId !== null && { adapter: adapterId }) }))}
      >
        {t('unpaired.pair')}
      </a>
    </li>
  );
}

function Troubled({ device: { name, problems, lastProblem } }: { readonly device: HeardDevice }) {
  const { t } = useTranslation('sensors');
  const language = useLanguage();
  const today = useToday();
  return (
    <li className="troubled">
      <div>
        <code>{name}</code> <span>{t('troubled.count', { count: problems })}</span>
      </div>
      {lastProblem && (
        <>
          <div>
            {t(`problem.${lastProblem.kind}`, { field: lastProblem.field ?? '' })}{' '}
            <span className="quiet">{momentText(lastProblem.atMs, today, language)}</span>
          </div>
          <code className="sample">{lastProblem.sample}</code>
        </>
      )}
    </li>
  );
}
