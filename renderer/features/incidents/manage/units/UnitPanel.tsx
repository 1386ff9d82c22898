import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { UNIT_KINDS } from '#shared/schema/types/incident-dispatch';
import { useStation } from '#renderer/data/index';
import { Chips, ErrorNotice, Field, PrivateForm, Select } from '#renderer/ui/index';
import { Beside, useGridOptions } from '../../../lists/index';
import type { UnitRecord } from '../../queries';
import { saveUnit } from './commands';
import { MembersField } from './MembersField';
import { SwitchOffNote } from './SwitchOffNote';
import { unitEntryOf, unitProblems, type UnitEntry, type UnitProblem } from './unit-entry';

interface UnitPanelProps {
  /** Null for a unit that is to be made. */
  readonly unit: UnitRecord | null;
  readonly all: readonly UnitRecord[];
  readonly onClose: () => void;
  readonly onSaved: (uid: string) => void;
}

/** One unit: what it is called, who belongs to it and in which order, where it works; before it is put away, what goes by it. */
export function UnitPanel({ unit, all, onClose, onSaved }: UnitPanelProps) {
  const { t } = useTranslation('incidentUnits');
  const station = useStation();
  const grids = useGridOptions();
  const [entry, setEntry] = useState(() => unitEntryOf(unit));
  const [wasTried, setWasTried] = useState(false);
  const [failure, setFailure] = useState<{ readonly error: unknown } | null>(null);
  const others = all.filter(({ uid }) => uid !== unit?.uid);
  const problems = unitProblems(entry, others);
  const change = (part: Partial<UnitEntry>) => setEntry({ ...entry, ...part });
  const text = (...among: readonly UnitProblem[]) => {
    const found = wasTried ? among.find((each) => problems.includes(each)) : undefined;
    return found ? t(`problem.${found}`) : null;
  };
  const save = async () => {
    setWasTried(true);
    setFailure(null);
    if (problems.length > 0) return;
    try {
      onSaved(await saveUnit(station, entry, unit, all));
    } catch (error) {
      setFailure({ error });
    }
  };
  const title = unit?.name.zh ?? t('new');
  return (
    <Beside title={title} onClose={onClose}>
      <PrivateForm className="table-form" aria-label={title} onSubmit={() => void save()}>
        <Field label={t('field.name')} error={text('name-missing', 'name-too-long', 'name-taken')}>
          {(ties) => <Input {...ties} value={entry.name} onChange={({ target }) => change({ name: target.value })} />}
        </Field>
        <Field label={t('field.english')} hint={t('field.english.hint')}>
          {(ties) => (
            <Input {...ties} value={entry.english} onChange={({ target }) => change({ english: target.value })} />
          )}
        </Field>
        <div className="table-pair">
          <Field label={t('field.kind')}>
            {(ties) => (
              <Select
                {...ties}
                value={entry.kind}
                onChange={(value) => change({ kind: UNIT_KINDS.find((each) => each === value) ?? 'other' })}
              >
                {UNIT_KINDS.map((kind) => (
                  <option key={kind} value={kind}>
                    {t(`kind.${kind}`)}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          <Field label={t('field.phone')} hint={t('field.phone.hint')} error={text('phone-wrong')}>
            {(ties) => (
              <Input
                {...ties}
                inputMode="tel"
                value={entry.phone}
                onChange={({ target }) => change({ phone: target.value })}
              />
            )}
          </Field>
        </div>
        <MembersField value={entry.memberUids} onChange={(memberUids) => change({ memberUids })} />
        <fieldset className="table-group">
          <legend>{t('field.grids')}</legend>
          <Chips
            label={t('field.grids')}
            options={grids}
            value={entry.gridNumbers.map(String)}
            onChange={(value) => change({ gridNumbers: value.map(Number) })}
          />
          <p className="field-hint">{t('field.grids.hint')}</p>
        </fieldset>
        <div className="table-checks">
          <label>
            <input
              type="checkbox"
              checked={entry.active}
              onChange={({ target }) => change({ active: target.checked })}
            />
            <span>{t('check.active')}</span>
          </label>
        </div>
        {unit?.active && !entry.active && <SwitchOffNote unitUid={unit.uid} />}
        {failure && <ErrorNotice error={failure.error} onRemedy={() => void save()} />}
        <div className="form-actions">
          <Button onClick={onClose}>{t('close')}</Button>
          <Button type="primary" htmlType="submit">
            {t('save')}
          </Button>
        </div>
      </PrivateForm>
    </Beside>
  );
}
