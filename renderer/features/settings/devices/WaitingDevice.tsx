import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeviceView } from '#shared/ipc/admin-api';
import { deviceCode, Dot, ErrorNotice, momentText, useLanguage } from '#renderer/ui/index';
import { useToday } from '../../people/index';
import { DeviceKind } from './DeviceList';
import type { ChangeOne } from './DevicesSection';
import { deviceName, useDeviceTitle, usePeopleText } from './words';

interface WaitingDeviceProps {
  readonly device: DeviceView;
  readonly onChange: ChangeOne;
}

/** A device that asks to be let in: its code large, to be compared with what stands on it. */
export function WaitingDevice({ device, onChange }: WaitingDeviceProps) {
  const { t } = useTranslation('devices');
  const language = useLanguage();
  const today = useToday();
  const title = useDeviceTitle();
  const peopleText = usePeopleText();
  const [busy, setBusy] = useState<'approved' | 'revoked' | null>(null);
  const [failure, setFailure] = useState<{ readonly error: unknown } | null>(null);
  const decide = async (state: 'approved' | 'revoked') => {
    setBusy(state);
    setFailure(null);
    try {
      await onChange(device.id, { state });
    } catch (error) {
      setFailure({ error });
    } finally {
      setBusy(null);
    }
  };
  return (
    <li>
      <div className="waiting-device">
        <span className="device-code">{deviceCode(device.id)}</span>
        <div>
          <b>
            <DeviceKind kind={device.kind} />
            {title(device)}
          </b>
          <p>
            {peopleText(device)}
            <Dot />
            {t('asks-since', { moment: momentText(device.firstSeenMs, today, language) })}
            <Dot />
            {device.lastAddress}
          </p>
        </div>
        <div className="waiting-actions">
          <Button
            loading={busy === 'revoked'}
            aria-label={t('decline.named', { name: deviceName(device) })}
            onClick={() => void decide('revoked')}
          >
            {t('decline')}
          </Button>
          <Button
            type="primary"
            loading={busy === 'approved'}
            aria-label={t('approve.named', { name: deviceName(device) })}
            onClick={() => void decide('approved')}
          >
            {t('approve')}
          </Button>
        </div>
      </div>
      {failure && <ErrorNotice error={failure.error} />}
    </li>
  );
}
