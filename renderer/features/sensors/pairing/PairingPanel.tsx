import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStation } from '#renderer/data/index';
import { Empty, Loading, usePlace } from '#renderer/ui/index';
import { Beside } from '../../lists/index';
import { gridNumberOf, type PersonRecord } from '../../people/index';
import type { SensorRecord } from '../view';
import { emptyEntry, entryElsewhere, type PairingEntry } from './entry';
import { PairingForm } from './PairingForm';
import { usePairingGrids } from './rights';

interface PairingPanelProps {
  /** The pairing that this one takes the place of; absent for a device that hangs nowhere. */
  readonly from?: SensorRecord;
  readonly onClose: () => void;
  /** Told of the `_id` once it is on disk. */
  readonly onPaired: (id: string) => void;
}

/** A device is hung up: what it is, where it hangs, whom it watches over. */
export function PairingPanel({ from, onClose, onPaired }: PairingPanelProps) {
  const { t } = useTranslation('sensors');
  const grids = usePairingGrids();
  const start = useStart(from, grids.length === 1 ? (grids[0] ?? null) : null);
  const title = t(from ? 'pair.elsewhere' : 'pair.title');
  return (
    <Beside title={title} onClose={onClose}>
      {grids.length === 0 ? (
        <Empty title={t('pair.denied')} text={t('pair.denied.text')} />
      ) : start === undefined ? (
        <Loading label={t('loading')} lines={6} />
      ) : (
        <PairingForm label={title} start={start} from={from ?? null} onPaired={onPaired} onCancel={onClose} />
      )}
    </Beside>
  );
}

/** What the form begins with: for somebody whom the address names, their home; undefined while that is being read. */
function useStart(from: SensorRecord | undefined, grid: number | null): PairingEntry | undefined {
  const { records } = useStation();
  const { person: named, device = '', adapter } = usePlace().query;
  const personUid = named || null;
  const [found, setFound] = useState<{ readonly of: string; readonly person: PersonRecord | null }>();
  useEffect(() => {
    if (personUid === null) return;
    let isWanted = true;
    void records.byUid<PersonRecord>('people', 'person', personUid).then((person) => {
      if (isWanted) setFound({ of: personUid, person });
    });
    return () => {
      isWanted = false;
    };
  }, [records, personUid]);
  if (from) return entryElsewhere(from, gridNumberOf(from._id));
  const heard = { deviceName: device, ...(adapter && { adapterId: adapter }) };
  if (personUid === null) return { ...emptyEntry(grid), ...heard };
  if (found?.of !== personUid) return undefined;
  const { person } = found;
  return {
    ...emptyEntry(person ? gridNumberOf(person._id) : grid),
    ...heard,
    ...(person && { personUid: person.uid, dwellingUid: person.dwellingUid }),
  };
}
