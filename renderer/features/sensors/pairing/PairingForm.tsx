import { Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { USUAL_ADAPTERS } from '#shared/domain/devices/usual-adapters';
import type { WireRecord } from '#shared/schema/envelope';
import type { Dwelling } from '#shared/schema/types/home';
import { SENSOR_KINDS } from '#shared/schema/types/sensor';
import { useAll, useStation } from '#renderer/data/index';
import { Choice, Field, Select, useLanguage } from '#renderer/ui/index';
import { pairSensor } from '../commands';
import { PanelForm } from '../PanelForm';
import { unpairedOf, useHost } from '../use-host';
import type { SensorRecord } from '../view';
import { ConsentHint } from './ConsentHint';
import {
  inUseBy,
  intervalMs,
  mayBePublic,
  pairingProblems,
  withKind,
  type PairingEntry,
  type PairingProblem,
} from './entry';
import { HomeFields } from './HomeFields';
import { InUse } from './InUse';
import { IntervalField } from './IntervalField';
import { NameField } from './NameField';
import { PublicFields } from './PublicFields';
import { SpotField } from './SpotField';

type DwellingRecord = Dwelling & WireRecord;

interface PairingFormProps {
  readonly label: string;
  readonly start: PairingEntry;
  /** The pairing that ends with this one; null for none. */
  readonly from: SensorRecord | null;
  readonly onPaired: (id: string) => void;
  readonly onCancel: () => void;
}

/** Everything about where a device hangs. A name that is in use elsewhere says where, and is taken over by one press. */
export function PairingForm({ label, start, from, onPaired, onCancel }: PairingFormProps) {
  const { t } = useTranslation('sensors');
  const language = useLanguage();
  const station = useStation();
  const records = useAll<SensorRecord>('devices', 'sensor') ?? [];
  const host = useHost();
  const [entry, setEntry] = useState(start);
  const [takesOver, setTakesOver] = useState<string | null>(null);
  const change = (part: Partial<PairingEntry>) => setEntry({ ...entry, ...part });
  const other = inUseBy(records, entry.deviceName, from?._id ?? null);
  const problems = pairingProblems(entry, other !== null && takesOver !== other._id);
  const errorOf = (problem: PairingProblem, shows: boolean) =>
    shows && problems.includes(problem) ? t(`wrong.${problem}`) : null;
  const save = async () => {
    const { interval, where, grid, deviceName, model, spot, place, personUid, dwellingUid, ...rest } = entry;
    const isHome = where === 'home';
    const ends = [from?._id, other?._id].filter((id) => id !== undefined);
    const home = isHome ? await station.records.byUid<DwellingRecord>('homes', 'dwelling', dwellingUid ?? '') : null;
    const pairing = {
      ...rest,
      ...(home && { buildingUid: home.buildingUid }),
      deviceName: deviceName.trim(),
      model: model.trim(),
      spot: spot.trim(),
      reportsEveryMs: intervalMs(interval, from?.reportsEveryMs),
      personUid: isHome ? personUid : null,
      dwellingUid: isHome ? dwellingUid : null,
      place: isHome ? null : place,
      grid: grid ?? 0,
    };
    onPaired(await pairSensor(station, pairing, ends));
  };
  return (
    <PanelForm
      label={label}
      saveText={t('pair.save')}
      hasProblems={problems.length > 0}
      onSave={save}
      onCancel={onCancel}
    >
      {(shows) => (
        <>
          <NameField
            value={entry.deviceName}
            isFixed={from !== null}
            unpaired={unpairedOf(host.view)}
            error={errorOf('name', shows)}
            onChange={(deviceName, adapterId) => change({ deviceName, ...(adapterId !== null && { adapterId }) })}
          />
          {other && (
            <InUse
              sensor={other}
              takesOver={takesOver === other._id}
              shows={shows}
              onTakeOver={(isOn) => setTakesOver(isOn ? other._id : null)}
            />
          )}
          <Field label={t('field.kind')}>
            {(ties) => (
              <Select
                {...ties}
                value={entry.kind}
                onChange={(value) => {
                  const kind = SENSOR_KINDS.find((each) => each === value);
                  if (kind) setEntry(withKind(entry, kind));
                }}
              >
                {SENSOR_KINDS.map((kind) => (
                  <option key={kind} value={kind}>
                    {t(`kind.${kind}`)}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          <Field label={t('field.adapter')} hint={t('field.adapter.hint')} error={errorOf('adapter', shows)}>
            {(ties) => (
              <Select {...ties} value={entry.adapterId} onChange={(adapterId) => change({ adapterId })}>
                {USUAL_ADAPTERS.map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name[language]}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          <Field label={t('field.model')} hint={t('field.model.hint')}>
            {(ties) => (
              <Input
                {...ties}
                maxLength={60}
                value={entry.model}
                onChange={({ target }) => change({ model: target.value })}
              />
            )}
          </Field>
          {mayBePublic(entry.kind) && (
            <Choice
              label={t('field.where')}
              options={(['home', 'public'] as const).map((value) => ({ value, label: t(`where.${value}`) }))}
              value={entry.where}
              onChange={(where) => where && change({ where })}
            />
          )}
          {entry.where === 'home' ? (
            <HomeFields
              entry={entry}
              onChange={change}
              homeError={errorOf('home', shows)}
              personError={errorOf('person', shows)}
            />
          ) : (
            <PublicFields
              entry={entry}
              onChange={change}
              placeError={errorOf('place', shows)}
              gridError={errorOf('grid', shows)}
            />
          )}
          {entry.where === 'home' && entry.personUid !== null && <ConsentHint personUid={entry.personUid} />}
          <SpotField kind={entry.kind} value={entry.spot} onChange={(spot) => change({ spot })} />
          <IntervalField value={entry.interval} onChange={(interval) => change({ interval })} />
        </>
      )}
    </PanelForm>
  );
}
