import { Button } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useRecord } from '#renderer/data/index';
import { Card, Empty, Loading, NoticeBar } from '#renderer/ui/index';
import { Beside } from '../../lists/index';
import { gridNumberOf, useGridNames, useMayWrite, type PersonRecord } from '../../people/index';
import { CredentialCard } from '../credential/CredentialCard';
import { SensorStateMark } from '../list/SensorName';
import { MonthOf } from '../month/MonthOf';
import { PairingPanel } from '../pairing/PairingPanel';
import { useSensors, useWhereabouts } from '../queries';
import { useHost } from '../use-host';
import type { ShownSensor } from '../view';
import { useSensorWords } from '../words';
import { DetailsForm } from './DetailsForm';
import { EndQuestion } from './EndQuestion';
import { SensorFacts } from './SensorFacts';

interface SensorPanelProps {
  readonly id: string;
  readonly onClose: () => void;
  /** Told of the `_id` of a pairing that took this one's place. */
  readonly onPaired: (id: string) => void;
}

/** One device: how it is, where it hangs, what it said this month, and how it gets in. */
export function SensorPanel({ id, onClose, onPaired }: SensorPanelProps) {
  const { t } = useTranslation('sensors');
  const all = useSensors();
  const sensor = useMemo(() => all?.find((each) => each.id === id), [all, id]);
  if (!all) return <Loading label={t('loading')} lines={6} />;
  if (!sensor) {
    return <Empty title={t('gone')} text={t('gone.text')} action={<Button onClick={onClose}>{t('close')}</Button>} />;
  }
  return <Opened sensor={sensor} onClose={onClose} onPaired={onPaired} />;
}

type Doing = 'nothing' | 'details' | 'elsewhere' | 'end';

function Opened({ sensor, onClose, onPaired }: Omit<SensorPanelProps, 'id'> & { readonly sensor: ShownSensor }) {
  const { t } = useTranslation('sensors');
  const words = useSensorWords();
  const { record } = sensor;
  const gridName = useGridNames()(record._id);
  const mayWrite = useMayWrite()('edit', 'sensor', gridNumberOf(record._id));
  const known = useWhereabouts(useMemo(() => [record], [record]));
  const person = useRecord<PersonRecord>('people', known.fileOf(record.personUid) ?? '');
  const [doing, setDoing] = useState<Doing>('nothing');
  const [notice, setNotice] = useState<string | null>(null);
  const back = () => setDoing('nothing');
  const done = (text: string) => {
    back();
    setNotice(text);
  };
  if (doing === 'elsewhere') return <PairingPanel from={record} onClose={back} onPaired={onPaired} />;
  const isInUse = record.endedAtMs === null;
  return (
    <Beside
      title={words.name(record)}
      subtitle={gridName}
      onClose={doing === 'nothing' ? onClose : back}
      actions={
        mayWrite &&
        isInUse &&
        doing === 'nothing' && (
          <>
            <Button onClick={() => setDoing('end')}>{t('action.end')}</Button>
            <Button onClick={() => setDoing('details')}>{t('action.details')}</Button>
            <Button onClick={() => setDoing('elsewhere')}>{t('action.elsewhere')}</Button>
          </>
        )
      }
    >
      {doing === 'details' && <DetailsForm record={record} onSaved={() => done(t('saved'))} onCancel={back} />}
      {doing === 'end' && <EndQuestion record={record} onEnded={() => done(t('ended'))} onCancel={back} />}
      {(doing === 'nothing' || doing === 'end') && (
        <>
          <Card title={t('facts.title')} aside={<SensorStateMark sensor={sensor} />}>
            <SensorFacts sensor={sensor} known={known} />
          </Card>
          <Card title={t('month.title')}>
            <div className="card-text">
              <MonthOf sensor={sensor} birthDate={person?.birthDate ?? null} />
            </div>
          </Card>
          {mayWrite && isInUse && <HostPart sensor={sensor} />}
        </>
      )}
      {notice !== null && <NoticeBar text={notice} onClose={() => setNotice(null)} />}
    </Beside>
  );
}

/** Asked of the host, so only by those whom it tells. */
function HostPart({ sensor: { record } }: { readonly sensor: ShownSensor }) {
  const host = useHost();
  return <CredentialCard record={record} host={host} />;
}
