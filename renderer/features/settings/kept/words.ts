import { useTranslation } from 'react-i18next';
import type { DeviceView, KeptView } from '#shared/ipc/admin-api';
import { parseDatabaseName, parseDocumentId } from '#shared/schema/ids';
import { findRecordType } from '#shared/schema/registry';
import { deviceCode, useLanguage } from '#renderer/ui/index';
import { useStaffNames } from '../../people/index';
import { deviceName } from '../devices/words';

/** What is kept, and of which devices. */
export interface Kept {
  readonly entries: readonly KeptView[];
  readonly devices: readonly DeviceView[];
}

/** Says what a kept record is, whose, from where; names nobody whom it is about. */
export function useKeptWords(devices: readonly DeviceView[]) {
  const { t } = useTranslation(['kept', 'settings']);
  const language = useLanguage();
  const nameOf = useStaffNames();
  const person = (uid: string): string => nameOf(uid) ?? t('somebody');
  return {
    person,
    type: ({ record }: KeptView): string => {
      const name = parseDocumentId(record ?? '')?.type;
      return (name && findRecordType(name)?.title[language]) ?? t('type.unknown');
    },
    device: ({ device }: KeptView): string => {
      const known = devices.find(({ id }) => id === device);
      return known ? deviceName(known) : deviceCode(device);
    },
    place: ({ db }: KeptView): string => {
      const identity = parseDatabaseName(db);
      if (identity?.kind === 'grid')
        return t('grid', { ns: 'settings', number: identity.scope.split('-').at(-1) ?? '' });
      return t('place.station');
    },
    why: (entry: KeptView): string => t(`why.${entry.why}`),
  };
}

/** Kept records, opened, as a file. */
export function keptFile(records: readonly object[], nowMs: number): { readonly name: string; readonly text: string } {
  const stamp = new Date(nowMs).toISOString().replace(/[-:]/g, '').slice(0, 15);
  return {
    name: `linli-kept-${stamp}.json`,
    text: `${JSON.stringify({ format: 'linli-kept', version: 1, exportedAtMs: nowMs, records }, null, 2)}\n`,
  };
}
