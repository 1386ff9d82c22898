import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DISPATCH_MODES } from '#shared/schema/types/incident-dispatch';
import { useStation } from '#renderer/data/index';
import { Chips, ErrorNotice, Field, PrivateForm, Select } from '#renderer/ui/index';
import { Beside, useGridOptions } from '../../lists/index';
import { useStaffNames } from '../../people/index';
import { majorsOf } from '../categories';
import { useUnits } from '../names';
import { useCategories, type RuleRecord } from '../queries';
import { saveRule } from './commands';
import { DryRunView } from './DryRunView';
import { ruleEntryOf, ruleOrderAtEnd, ruleProblems, type RuleEntry, type RuleProblem } from './rule-entry';

interface RulePanelProps {
  /** Null for a rule that is to be made. */
  readonly rule: RuleRecord | null;
  readonly all: readonly RuleRecord[];
  readonly onClose: () => void;
  readonly onSaved: (uid: string) => void;
}

/** One rule: what it is for, who gets it and how; what it would have done with past incidents is shown before anything is saved. */
export function RulePanel({ rule, all, onClose, onSaved }: RulePanelProps) {
  const { t } = useTranslation('incidentTables');
  const station = useStation();
  const { units } = useUnits();
  const [entry, setEntry] = useState(() => ruleEntryOf(rule));
  const [wasTried, setWasTried] = useState(false);
  const [isTrying, setIsTrying] = useState(false);
  const [failure, setFailure] = useState<{ readonly error: unknown } | null>(null);
  const others = all.filter(({ uid }) => uid !== rule?.uid);
  const problems = ruleProblems(entry, others, units);
  const change = (part: Partial<RuleEntry>) => setEntry({ ...entry, ...part });
  const text = (...among: readonly RuleProblem[]) => {
    const found = wasTried ? among.find((each) => problems.includes(each)) : undefined;
    return found ? t(`problem.${found}`) : null;
  };
  const save = async () => {
    setWasTried(true);
    setFailure(null);
    if (problems.length > 0) return;
    try {
      onSaved(await saveRule(station, entry, rule, all));
    } catch (error) {
      setFailure({ error });
    }
  };
  const title = rule?.name ?? t('rules.new');
  // What is tried is the table as it would be: this rule in its place, or last.
  const tried = { ...entry, uid: rule?.uid ?? TRIED, order: rule?.order ?? ruleOrderAtEnd(all) };
  return (
    <Beside title={title} onClose={onClose}>
      <PrivateForm className="table-form" aria-label={title} onSubmit={() => void save()}>
        <Field label={t('field.rule-name')} error={text('name-missing', 'name-too-long', 'name-taken')}>
          {(ties) => <Input {...ties} value={entry.name} onChange={({ target }) => change({ name: target.value })} />}
        </Field>
        <WhatFor entry={entry} change={change} />
        <WhoGets entry={entry} change={change} text={text} />
        <div className="table-checks">
          <label>
            <input
              type="checkbox"
              checked={entry.automatic}
              onChange={({ target }) => change({ automatic: target.checked })}
            />
            <span>{t('check.automatic')}</span>
          </label>
          <label>
            <input
              type="checkbox"
              checked={entry.active}
              onChange={({ target }) => change({ active: target.checked })}
            />
            <span>{t('check.rule-active')}</span>
          </label>
        </div>
        {failure && <ErrorNotice error={failure.error} onRemedy={() => void save()} />}
        <div className="form-actions">
          <Button aria-expanded={isTrying} disabled={entry.unitUid === ''} onClick={() => setIsTrying(!isTrying)}>
            {t(isTrying ? 'trial.hide' : 'trial.show')}
          </Button>
          <Button type="primary" htmlType="submit">
            {t('save')}
          </Button>
        </div>
      </PrivateForm>
      {isTrying && entry.unitUid !== '' && <DryRunView rules={[...others, tried]} />}
    </Beside>
  );
}

/** Stands for a rule that has no uid yet. */
const TRIED = 'tried';

interface PartProps {
  readonly entry: RuleEntry;
  readonly change: (part: Partial<RuleEntry>) => void;
}

/** For which categories and grids; nothing chosen means all. */
function WhatFor({ entry, change }: PartProps) {
  const { t } = useTranslation('incidentTables');
  const categories = useCategories() ?? [];
  const grids = useGridOptions();
  const majors = majorsOf(categories);
  const own = categories.filter(({ uid }) => entry.categoryUids.includes(uid));
  return (
    <>
      <fieldset className="table-group">
        <legend>{t('field.majors')}</legend>
        <Chips
          label={t('field.majors')}
          options={majors.map(({ name }) => ({ value: name, label: name }))}
          value={entry.majors}
          onChange={(value) => change({ majors: [...value] })}
        />
        <Select
          label={t('field.add-category')}
          value=""
          onChange={(uid) => uid !== '' && change({ categoryUids: [...new Set([...entry.categoryUids, uid])] })}
        >
          <option value="">{t('field.add-category')}</option>
          {majors.map(({ code, name, categories: minors }) => (
            <optgroup key={code} label={name}>
              {minors.map(({ uid, name: minor }) => (
                <option key={uid} value={uid}>
                  {minor}
                </option>
              ))}
            </optgroup>
          ))}
        </Select>
        {own.length > 0 && (
          <Chips
            label={t('field.categories')}
            options={own.map(({ uid, name }) => ({ value: uid, label: name }))}
            value={entry.categoryUids}
            onChange={(value) => change({ categoryUids: [...value] })}
          />
        )}
      </fieldset>
      <fieldset className="table-group">
        <legend>{t('field.grids')}</legend>
        <Chips
          label={t('field.grids')}
          options={grids}
          value={entry.gridNumbers.map(String)}
          onChange={(value) => change({ gridNumbers: value.map(Number) })}
        />
      </fieldset>
    </>
  );
}

interface WhoProps extends PartProps {
  readonly text: (...among: readonly RuleProblem[]) => string | null;
}

/** The unit, how it is given within it, and who is told. */
function WhoGets({ entry, change, text }: WhoProps) {
  const { t } = useTranslation('incidentTables');
  const { units, nameOfUnit } = useUnits();
  const nameOf = useStaffNames();
  const members = units.find(({ uid }) => uid === entry.unitUid)?.memberUids ?? [];
  const active = units.filter((unit) => unit.active || unit.uid === entry.unitUid);
  const copies = active.filter(({ uid }) => uid !== entry.unitUid);
  return (
    <>
      <Field label={t('field.unit')} error={text('unit-missing')}>
        {(ties) => (
          <Select {...ties} value={entry.unitUid} onChange={(unitUid) => change({ unitUid, staffUid: null })}>
            <option value="">{t('choose')}</option>
            {active.map(({ uid }) => (
              <option key={uid} value={uid}>
                {nameOfUnit(uid)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={t('field.mode')} error={text('nobody-to-turn-to')}>
        {(ties) => (
          <Select
            {...ties}
            value={entry.mode}
            onChange={(value) =>
              change({ mode: DISPATCH_MODES.find((each) => each === value) ?? 'assigned', staffUid: null })
            }
          >
            {DISPATCH_MODES.map((each) => (
              <option key={each} value={each}>
                {t(`mode.${each}`)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {entry.mode === 'assigned' && members.length > 0 && (
        <Field label={t('field.person')}>
          {(ties) => (
            <Select
              {...ties}
              value={entry.staffUid ?? ''}
              onChange={(uid) => change({ staffUid: uid === '' ? null : uid })}
            >
              <option value="">{t('person.none')}</option>
              {members.map((uid) => (
                <option key={uid} value={uid}>
                  {nameOf(uid) ?? t('someone')}
                </option>
              ))}
            </Select>
          )}
        </Field>
      )}
      {copies.length > 0 && (
        <fieldset className="table-group">
          <legend>{t('field.copies')}</legend>
          <Chips
            label={t('field.copies')}
            options={copies.map(({ uid }) => ({ value: uid, label: nameOfUnit(uid) }))}
            value={entry.copyUnitUids}
            onChange={(value) => change({ copyUnitUids: [...value] })}
          />
        </fieldset>
      )}
    </>
  );
}
