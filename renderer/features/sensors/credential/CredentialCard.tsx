import { Button } from 'antd';
import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { USUAL_ADAPTERS } from '#shared/domain/devices/usual-adapters';
import type { BrokerState, HeardDevice, MakeCredential } from '#shared/ipc/sensor-api';
import { useStation } from '#renderer/data/index';
import { Card, dayText, ErrorNotice, Loading, Pill, useLanguage } from '#renderer/ui/index';
import { dateAtStation } from '#shared/domain/calendar/date';
import { gridNumberOf, useToday } from '../../people/index';
import { bridgeTopics, speaksItself, topicOf } from '../pairing/entry';
import type { HostKnowledge } from '../use-host';
import type { SensorRecord } from '../view';
import { BridgeForm } from './BridgeForm';
import { CredentialOnce } from './CredentialOnce';

interface CredentialCardProps {
  readonly record: SensorRecord;
  readonly host: HostKnowledge;
}

interface Made {
  readonly name: string;
  readonly password: string;
  readonly broker: BrokerState;
}

/** How a device gets in at the station: its own password, or that of the gateway which brings its messages. */
export function CredentialCard({ record, host }: CredentialCardProps) {
  const { t } = useTranslation('sensors');
  const { sensors } = useStation();
  const [made, setMade] = useState<Made | null>(null);
  const [isAsking, setIsAsking] = useState(false);
  const [failure, setFailure] = useState<{ readonly error: unknown } | null>(null);
  const adapter = USUAL_ADAPTERS.find(({ id }) => id === record.adapterId) ?? null;
  const isOwn = adapter === null || speaksItself(adapter);
  const known = host.view?.devices.find(({ name }) => name === record.deviceName) ?? null;
  const make = async (wanted: MakeCredential) => {
    setIsAsking(true);
    setFailure(null);
    try {
      const answer = await sensors.makeCredential(wanted);
      host.take(answer.view);
      setMade({ name: wanted.name, password: answer.password, broker: answer.view.broker });
    } catch (error) {
      setFailure({ error });
    }
    setIsAsking(false);
  };
  const gridNumber = gridNumberOf(record._id) ?? 0;
  const topics = adapter === null ? [] : isOwn ? [topicOf(adapter, record.deviceName)] : bridgeTopics(adapter);
  if (made) {
    return (
      <Card title={t('credential.title')}>
        <CredentialOnce {...made} topics={topics} onDone={() => setMade(null)} />
      </Card>
    );
  }
  return (
    <Card title={t('credential.title')}>
      <div className="credential">
        {host.view ? <Known isOwn={isOwn} device={known} broker={host.view.broker} /> : <Away host={host} />}
        {failure && <ErrorNotice error={failure.error} />}
        {isOwn ? (
          <Button
            icon={<KeyRound size={16} aria-hidden="true" />}
            loading={isAsking}
            disabled={!host.view}
            onClick={() => void make({ kind: 'device', name: record.deviceName, gridNumber })}
          >
            {t(known?.credential ? 'credential.renew' : 'credential.make')}
          </Button>
        ) : (
          <BridgeForm
            isAsking={isAsking}
            isAway={!host.view}
            onMake={(name) => void make({ kind: 'bridge', name, gridNumber, topics: [...topics] })}
          />
        )}
      </div>
    </Card>
  );
}

/** The host is not asked yet, or does not answer. */
export function Away({ host: { error } }: { readonly host: HostKnowledge }) {
  const { t } = useTranslation('sensors');
  if (error === null) return <Loading label={t('loading')} lines={2} />;
  return <p className="quiet">{t(error.code === 'access.denied' ? 'host.denied' : 'host.away')}</p>;
}

interface KnownProps {
  readonly isOwn: boolean;
  readonly device: HeardDevice | null;
  readonly broker: BrokerState;
}

function Known({ isOwn, device, broker }: KnownProps) {
  const { t } = useTranslation('sensors');
  const language = useLanguage();
  const today = useToday();
  const credential = device?.credential ?? null;
  return (
    <>
      {!isOwn && <p>{t('credential.by-bridge')}</p>}
      {isOwn && (
        <p>
          {credential === null ? (
            <Pill shape="idle">{t('credential.none')}</Pill>
          ) : (
            <Pill shape="done">
              {t('credential.since', { day: dayText(dateAtStation(credential.createdAtMs), today, language) })}
            </Pill>
          )}
        </p>
      )}
      {broker.kind === 'embedded' && broker.addresses.length === 0 && (
        <p>
          <Pill shape="due">{t('broker.closed')}</Pill>
        </p>
      )}
    </>
  );
}
