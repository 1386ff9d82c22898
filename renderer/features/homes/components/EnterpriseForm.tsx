import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isPlausiblePhone } from '#shared/domain/people/phone';
import { isCreditCode, normalCreditCode } from '#shared/domain/roster/credit-code';
import { ENTERPRISE_KINDS } from '#shared/schema/types/enterprise';
import { useStation } from '#renderer/data/index';
import { Field, Select, type InputTies } from '#renderer/ui/index';
import { useBuildingOptions, useGridName } from '../../lists/index';
import { useWritableGrids } from '../../people/index';
import { saveEnterprise, type EnterpriseEntry } from '../commands';
import type { EnterpriseRecord } from '../queries';
import { SmallForm } from './SmallForm';

interface EnterpriseFormProps {
  /** Null for a new one. */
  readonly enterprise: EnterpriseRecord | null;
  /** Told of the `_id` once it is on disk. */
  readonly onSaved: (id: string) => void;
  readonly onCancel: () => void;
}

const MOST_EMPLOYEES = 1_000_000;

/** Everything about an enterprise. Representative and phone that are on file stay unless others are typed. */
export function EnterpriseForm({ enterprise, onSaved, onCancel }: EnterpriseFormProps) {
  const { t } = useTranslation('homes');
  const station = useStation();
  const grids = useWritableGrids();
  const gridName = useGridName();
  const buildings = useBuildingOptions();
  const [grid, setGrid] = useState(() => String(grids.length === 1 ? grids[0] : ''));
  const [entry, setEntry] = useState(() => entryOf(enterprise));
  const change = (part: Partial<EnterpriseEntry>) => setEntry({ ...entry, ...part });
  const problems = problemsOf(entry, enterprise !== null || grid !== '');
  const errorOf = (field: Problem, shows: boolean) => (shows && problems.includes(field) ? t(`wrong.${field}`) : null);
  const text = (field: 'name' | 'creditCode' | 'address' | 'employees', maxLength: number) => (ties: InputTies) => (
    <Input
      {...ties}
      autoFocus={field === 'name'}
      maxLength={maxLength}
      value={entry[field]}
      onChange={(event) => change({ [field]: event.target.value })}
    />
  );
  return (
    <SmallForm
      label={t(enterprise ? 'enterprise.edit' : 'action.new-enterprise')}
      hasProblems={problems.length > 0}
      onCancel={onCancel}
      onSave={async () => onSaved(await saveEnterprise(station, enterprise ?? { grid: Number(grid) }, entry))}
    >
      {(shows) => (
        <>
          <Field label={t('col.name')} error={errorOf('name', shows)}>
            {text('name', 120)}
          </Field>
          <Field label={t('col.kind')}>
            {(ties) => (
              <Select
                {...ties}
                value={entry.kind}
                onChange={(value) => change({ kind: ENTERPRISE_KINDS.find((each) => each === value) ?? 'other' })}
              >
                {ENTERPRISE_KINDS.map((kind) => (
                  <option key={kind} value={kind}>
                    {t(`enterprise.${kind}`)}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          {enterprise === null && (
            <Field label={t('col.grid')} error={errorOf('grid', shows)}>
              {(ties) => (
                <Select {...ties} value={grid} onChange={setGrid}>
                  <option value="">{t('grid.choose')}</option>
                  {grids.map((number) => (
                    <option key={number} value={number}>
                      {gridName(number)}
                    </option>
                  ))}
                </Select>
              )}
            </Field>
          )}
          <Field label={t('col.creditCode')} hint={t('creditCode.hint')} error={errorOf('creditCode', shows)}>
            {text('creditCode', 24)}
          </Field>
          <Field label={t('col.address')} error={errorOf('address', shows)}>
            {text('address', 200)}
          </Field>
          <Field label={t('col.building')}>
            {(ties) => (
              <Select {...ties} value={entry.buildingUid} onChange={(buildingUid) => change({ buildingUid })}>
                <option value="">{t('building.none')}</option>
                {buildings.map(({ value, label }) => (
                  <option key={value} value={value}>
                    {label}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          <KeptText
            label={t('col.representative')}
            maxLength={60}
            value={entry.representative}
            onChange={(representative) => change({ representative })}
          />
          <KeptText
            label={t('col.phone')}
            maxLength={30}
            value={entry.phone}
            error={errorOf('phone', shows)}
            onChange={(phone) => change({ phone })}
          />
          <Field label={t('col.employees')} error={errorOf('employees', shows)}>
            {text('employees', 8)}
          </Field>
          <label className="tick">
            <input
              type="checkbox"
              checked={entry.isHazardous}
              onChange={(event) => change({ isHazardous: event.target.checked })}
            />
            <span>{t('hazardous.label')}</span>
          </label>
          {enterprise !== null && (
            <label className="tick">
              <input
                type="checkbox"
                checked={entry.status === 'closed'}
                onChange={(event) => change({ status: event.target.checked ? 'closed' : 'active' })}
              />
              <span>{t('closed.label')}</span>
            </label>
          )}
        </>
      )}
    </SmallForm>
  );
}

interface KeptTextProps {
  readonly label: string;
  readonly maxLength: number;
  /** Null leaves what is on file. */
  readonly value: string | null;
  readonly error?: string | null;
  readonly onChange: (value: string) => void;
}

/** A text that may be on file, sealed: it is not shown for being changed. */
function KeptText({ label, maxLength, value, error = null, onChange }: KeptTextProps) {
  const { t } = useTranslation('homes');
  if (value === null) {
    return <Button onClick={() => onChange('')}>{t('kept.other', { label })}</Button>;
  }
  return (
    <Field label={label} error={error}>
      {(ties) => (
        <Input {...ties} maxLength={maxLength} value={value} onChange={(event) => onChange(event.target.value)} />
      )}
    </Field>
  );
}

type Problem = 'name' | 'grid' | 'creditCode' | 'address' | 'phone' | 'employees';

/** What is missing or wrong in an entry. */
function problemsOf(entry: EnterpriseEntry, hasGrid: boolean): readonly Problem[] {
  const code = normalCreditCode(entry.creditCode);
  const employees = entry.employees.normalize('NFKC').trim();
  const problems: readonly (readonly [Problem, boolean])[] = [
    ['name', entry.name.trim() === ''],
    ['grid', !hasGrid],
    ['creditCode', code !== '' && !isCreditCode(code)],
    ['address', entry.address.trim() === ''],
    ['phone', (entry.phone ?? '').trim() !== '' && !isPlausiblePhone(entry.phone ?? '')],
    ['employees', employees !== '' && !(/^\d+$/.test(employees) && Number(employees) <= MOST_EMPLOYEES)],
  ];
  return problems.flatMap(([problem, isThere]) => (isThere ? [problem] : []));
}

function entryOf(enterprise: EnterpriseRecord | null): EnterpriseEntry {
  return {
    name: enterprise?.name ?? '',
    kind: enterprise?.kind ?? 'company',
    creditCode: enterprise?.creditCode ?? '',
    buildingUid: enterprise?.buildingUid ?? '',
    address: enterprise?.address ?? '',
    representative: enterprise?.representative ? null : '',
    phone: enterprise?.phone ? null : '',
    employees: String(enterprise?.employees ?? ''),
    isHazardous: enterprise?.isHazardous ?? false,
    status: enterprise?.status ?? 'active',
  };
}
