import { Monitor, Tablet } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { DeviceView } from '#shared/ipc/admin-api';
import { deviceCode, momentText, useLanguage } from '#renderer/ui/index';
import { useToday } from '../../people/index';
import { SettingsRows, useRowScale, type RowScale } from '../components/SettingsRows';
import { DeviceState, useDeviceTitle, usePeopleText } from './words';

interface DeviceListProps {
  readonly rows: readonly DeviceView[];
  readonly selected: string;
  readonly onOpen: (device: DeviceView) => void;
}

const COLUMNS = ['device', 'people', 'last', 'kept', 'state'] as const;

/** Devices as rows: which, whose, when last seen, what the host keeps of it, and where it stands. */
export function DeviceList({ rows, selected, onOpen }: DeviceListProps) {
  const { t } = useTranslation('devices');
  const scale = useRowScale();
  const cells = useCells(scale);
  return (
    <SettingsRows
      noun="device"
      columns={COLUMNS.map((name) => ({ name, title: t(`col.${name}`) }))}
      label={t('list')}
      rows={rows}
      keyOf={({ id }) => id}
      selected={selected}
      onOpen={onOpen}
      scale={scale}
      cells={cells}
    />
  );
}

/** A picture of what kind of device it is; the kind is said in words for readers. */
export function DeviceKind({ kind }: Pick<DeviceView, 'kind'>) {
  const { t } = useTranslation('devices');
  const Icon = kind === 'tablet' ? Tablet : Monitor;
  return (
    <>
      <Icon className="device-icon" size={18} strokeWidth={1.6} aria-hidden="true" />
      <span className="visually-hidden">{t(`kind.${kind}`)}</span>
    </>
  );
}

function useCells(scale: RowScale): (device: DeviceView) => React.ReactNode {
  const { t } = useTranslation('devices');
  const language = useLanguage();
  const today = useToday();
  const title = useDeviceTitle();
  const peopleText = usePeopleText();
  const last = (device: DeviceView) => momentText(device.lastSeenMs, today, language);
  const kept = ({ keptRows }: DeviceView) =>
    keptRows > 0 ? t(scale === 'touch' ? 'kept.touch' : 'kept', { count: keptRows }) : '';

  if (scale === 'touch') {
    return (device) => (
      <div role="gridcell" className="settings-touch-row">
        <div>
          <DeviceKind kind={device.kind} />
          <b>{title(device)}</b>
          <span className="end">
            <DeviceState device={device} />
          </span>
        </div>
        <div>
          <span>
            {[peopleText(device), t('seen', { moment: last(device) }), kept(device)].filter(Boolean).join(' · ')}
          </span>
        </div>
      </div>
    );
  }
  return (device) => (
    <>
      <span role="gridcell" className="device-device">
        <DeviceKind kind={device.kind} />
        <b title={title(device)}>{title(device)}</b>
        <span>{deviceCode(device.id)}</span>
      </span>
      <span role="gridcell" className="device-people" title={peopleText(device)}>
        {peopleText(device)}
      </span>
      <span role="gridcell" className="device-last">
        {last(device)}
      </span>
      <span role="gridcell" className="device-kept">
        {kept(device)}
      </span>
      <span role="gridcell" className="device-state">
        <DeviceState device={device} />
      </span>
    </>
  );
}
