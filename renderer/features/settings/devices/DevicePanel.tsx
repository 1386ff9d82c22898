import { Button, Input } from 'antd';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeviceView } from '#shared/ipc/admin-api';
import { deviceCode, ErrorNotice, Field, momentText, useLanguage } from '#renderer/ui/index';
import { useToday } from '../../people/index';
import { SidePanel } from '../components/SidePanel';
import type { ChangeOne } from './DevicesSection';
import { EndQuestion, type Ending } from './EndQuestion';
import { DeviceState, useDeviceTitle, usePeopleText } from './words';

interface DevicePanelProps {
  readonly device: DeviceView;
  readonly onChange: ChangeOne;
  readonly onClose: () => void;
}

/** One device: what is known of it, its name, and how it can be taken away. */
export function DevicePanel({ device, onChange, onClose }: DevicePanelProps) {
  const { t } = useTranslation('devices');
  const language = useLanguage();
  const today = useToday();
  const title = useDeviceTitle();
  const peopleText = usePeopleText();
  const [ending, setEnding] = useState<Ending | null>(null);
  const facts = [
    ['code', deviceCode(device.id)],
    ['kind', t(`kind.${device.kind}`)],
    ['people', peopleText(device)],
    ['first', momentText(device.firstSeenMs, today, language)],
    ['last', momentText(device.lastSeenMs, today, language)],
    ['address', device.lastAddress],
  ] as const;
  return (
    <SidePanel title={title(device)} subtitle={<DeviceState device={device} />} onClose={onClose}>
      <dl className="facts panel-top">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{t(`fact.${name}`)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {device.keptRows > 0 && <p className="quiet-note panel-note">{t('kept.text', { count: device.keptRows })}</p>}
      {device.keptMedia > 0 && (
        <p className="quiet-note panel-note">{t('kept-media.text', { count: device.keptMedia })}</p>
      )}
      {device.state === 'approved' && <Rename device={device} onChange={onChange} />}
      <div className="panel-part">
        {device.state === 'approved' && (
          <Step text={t('revoke.text')} action={t('revoke')} onPress={() => setEnding('revoke')} />
        )}
        {device.wipe === 'no' && (
          <Step text={t('wipe.text')} action={t('wipe')} isDangerous onPress={() => setEnding('wipe')} />
        )}
        {device.state === 'revoked' && <p className="panel-hint">{t('revoked.text')}</p>}
      </div>
      {ending && <EndQuestion device={device} ending={ending} onChange={onChange} onClose={() => setEnding(null)} />}
    </SidePanel>
  );
}

interface StepProps {
  readonly text: string;
  readonly action: string;
  readonly isDangerous?: boolean;
  readonly onPress: () => void;
}

function Step({ text, action, isDangerous = false, onPress }: StepProps) {
  return (
    <div className="panel-step">
      <p>{text}</p>
      <Button danger={isDangerous} onClick={onPress}>
        {action}
      </Button>
    </div>
  );
}

function Rename({ device, onChange }: Pick<DevicePanelProps, 'device' | 'onChange'>) {
  const { t } = useTranslation('devices');
  const [name, setName] = useState(device.name === device.kind ? '' : device.name);
  const [isBusy, setIsBusy] = useState(false);
  const [failure, setFailure] = useState<{ readonly error: unknown } | null>(null);
  const isChanged = name.trim() !== '' && name.trim() !== device.name;
  const save = async () => {
    if (!isChanged || isBusy) return;
    setIsBusy(true);
    setFailure(null);
    await onChange(device.id, { name: name.trim() }).catch((error: unknown) => setFailure({ error }));
    setIsBusy(false);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void save();
  };
  return (
    <form className="panel-form" autoComplete="off" onSubmit={submit} noValidate>
      <Field label={t('name')} hint={t('name.hint')}>
        {(ties) => (
          <span className="field-row">
            <Input {...ties} maxLength={60} value={name} onChange={(event) => setName(event.target.value)} />
            <Button htmlType="submit" loading={isBusy} disabled={!isChanged}>
              {t('rename')}
            </Button>
          </span>
        )}
      </Field>
      {failure && <ErrorNotice error={failure.error} />}
    </form>
  );
}
