import { useTranslation } from 'react-i18next';
import type { DeviceView } from '#shared/ipc/admin-api';
import { deviceCode, Pill, type Shape } from '#renderer/ui/index';
import { useStaffNames } from '../../people/index';

/** What somebody called it; null while it goes by what it is, as devices register. */
const ownName = ({ name, kind }: DeviceView): string | null => (name === '' || name === kind ? null : name);

/** The one way to name a device: what somebody called it, else its short code. */
export const deviceName = (device: DeviceView): string => ownName(device) ?? deviceCode(device.id);

/** A device's name beside its code: what somebody called it, else what it is. */
export function useDeviceTitle(): (device: DeviceView) => string {
  const { t } = useTranslation('devices');
  return (device) => ownName(device) ?? t(`kind.${device.kind}`);
}

/** The people who signed in on a device, by name; those unknown here are counted. */
export function usePeopleText(): (device: DeviceView) => string {
  const { t } = useTranslation(['devices', 'settings']);
  const nameOf = useStaffNames();
  return ({ people }) => {
    const names = people.flatMap((uid) => nameOf(uid) ?? []);
    const unknown = people.length - names.length;
    const all = unknown > 0 ? [...names, t('people.unknown', { count: unknown })] : names;
    return all.join(t('join', { ns: 'settings' })) || t('people.none');
  };
}

type Standing = 'pending' | 'approved' | 'revoked' | 'wipe-asked' | 'wiped';
const SHAPES: Readonly<Record<Standing, Shape>> = {
  pending: 'paused',
  approved: 'done',
  revoked: 'alert',
  'wipe-asked': 'progress',
  wiped: 'alert',
};

/** Where a device stands: waiting, in use, revoked, and how far erasing has come. */
export function DeviceState({ device: { state, wipe } }: { readonly device: DeviceView }) {
  const { t } = useTranslation('devices');
  const standing: Standing = wipe === 'asked' ? 'wipe-asked' : wipe === 'done' ? 'wiped' : state;
  return <Pill shape={SHAPES[standing]}>{t(`state.${standing}`)}</Pill>;
}
