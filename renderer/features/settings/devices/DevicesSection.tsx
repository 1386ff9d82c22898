import { useTranslation } from 'react-i18next';
import type { ChangeDevice, DeviceView } from '#shared/ipc/admin-api';
import { useStation } from '#renderer/data/index';
import { Card, Empty, goTo, useLayout, usePlace } from '#renderer/ui/index';
import { Asked } from '../components/Asked';
import { settingsPlace } from '../places';
import { useLoaded } from '../use-loaded';
import { DeviceList } from './DeviceList';
import { DevicePanel } from './DevicePanel';
import { WaitingDevice } from './WaitingDevice';

/** Changes one device at the host and asks for the list again; throws what the host answers. */
export type ChangeOne = (id: string, change: ChangeDevice) => Promise<void>;

/** The station's devices: those that wait for approval first, then all others by their last contact. */
export function DevicesSection() {
  const { admin } = useStation();
  const loaded = useLoaded('devices', () => admin.devices());
  const change: ChangeOne = async (id, wanted) => {
    await admin.changeDevice(id, wanted);
    loaded.reload();
  };
  return <Asked loaded={loaded}>{(devices) => <Devices devices={devices} onChange={change} />}</Asked>;
}

interface DevicesProps {
  readonly devices: readonly DeviceView[];
  readonly onChange: ChangeOne;
}

function Devices({ devices, onChange }: DevicesProps) {
  const { t } = useTranslation('devices');
  const isTablet = useLayout() === 'tablet';
  const { device: usedId = '' } = usePlace().query;
  const chosen = devices.find(({ id }) => id === usedId);
  const show = (device: string) => goTo(settingsPlace('devices', { device }), { replace: chosen !== undefined });
  const waiting = devices.filter(({ state }) => state === 'pending');
  const others = devices.filter(({ state }) => state !== 'pending');
  const panel = chosen && <DevicePanel key={chosen.id} device={chosen} onChange={onChange} onClose={() => show('')} />;
  if (panel && isTablet) return <div className="settings-whole">{panel}</div>;
  return (
    <div className="settings-columns">
      <div className="settings-stack">
        {waiting.length > 0 && (
          <Card title={t('waiting')} aside={<span className="quiet">{t('waiting.text')}</span>}>
            <ul className="waiting-devices">
              {waiting.map((device) => (
                <WaitingDevice key={device.id} device={device} onChange={onChange} />
              ))}
            </ul>
          </Card>
        )}
        <div className="settings-list card">
          {others.length === 0 ? (
            <Empty title={t('empty')} text={t('empty.text')} />
          ) : (
            <DeviceList rows={others} selected={usedId} onOpen={({ id }) => show(id)} />
          )}
        </div>
      </div>
      {panel}
    </div>
  );
}
