import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStation } from '#renderer/data/index';
import { ErrorNotice, Field, PrivateForm, Select } from '#renderer/ui/index';
import { Beside } from '../../lists/index';
import { useUnits } from '../names';
import type { CategoryRecord } from '../queries';
import { categoryProblems, entryOf, type CategoryEntry, type CategoryProblem } from './category-entry';
import { saveCategory } from './commands';
import { LimitFields } from './LimitFields';

interface CategoryPanelProps {
  /** Null for a row that is to be made. */
  readonly row: CategoryRecord | null;
  readonly all: readonly CategoryRecord[];
  readonly onClose: () => void;
  readonly onSaved: (uid: string) => void;
}

/** One row of the table: its names, how long it may take, who gets it, and what its sources say. */
export function CategoryPanel({ row, all, onClose, onSaved }: CategoryPanelProps) {
  const { t } = useTranslation('incidentTables');
  const station = useStation();
  const [entry, setEntry] = useState(() => entryOf(row));
  const [wasTried, setWasTried] = useState(false);
  const [failure, setFailure] = useState<{ readonly error: unknown } | null>(null);
  const others = all.filter(({ uid }) => uid !== row?.uid);
  const problems = categoryProblems(entry, others);
  const change = (part: Partial<CategoryEntry>) => setEntry({ ...entry, ...part });
  const text = (...among: readonly CategoryProblem[]) => {
    const found = wasTried ? among.find((each) => problems.includes(each)) : undefined;
    return found ? t(`problem.${found}`) : null;
  };
  const save = async () => {
    setWasTried(true);
    setFailure(null);
    if (problems.length > 0) return;
    try {
      onSaved(await saveCategory(station, entry, row, all));
    } catch (error) {
      setFailure({ error });
    }
  };
  const title = row ? row.minor.name : t('category.new');
  return (
    <Beside title={title} subtitle={row && <p>{row.major.name}</p>} onClose={onClose}>
      <PrivateForm className="table-form" aria-label={title} onSubmit={() => void save()}>
        <div className="table-pair">
          <Field label={t('field.major')} error={text('major-missing')}>
            {(ties) => (
              <MajorInput
                ties={ties}
                value={entry.majorName}
                all={all}
                onChange={(majorName) => change({ majorName })}
              />
            )}
          </Field>
          <Field label={t('field.name')} error={text('name-missing', 'name-taken')}>
            {(ties) => <Input {...ties} value={entry.name} onChange={({ target }) => change({ name: target.value })} />}
          </Field>
        </div>
        <LimitFields entry={entry} change={change} error={text('amount-wrong')} row={row} />
        <UnitField value={entry.unitUid} onChange={(unitUid) => change({ unitUid })} />
        <Checks entry={entry} change={change} />
        <div className="table-pair">
          <Field label={t('field.major-code')} error={text('code-wrong')}>
            {(ties) => (
              <Input {...ties} value={entry.majorCode} onChange={({ target }) => change({ majorCode: target.value })} />
            )}
          </Field>
          <Field label={t('field.code')} hint={t('field.code.hint')}>
            {(ties) => <Input {...ties} value={entry.code} onChange={({ target }) => change({ code: target.value })} />}
          </Field>
        </div>
        <Field label={t('field.department')} hint={t('field.empty')}>
          {(ties) => (
            <Input {...ties} value={entry.department} onChange={({ target }) => change({ department: target.value })} />
          )}
        </Field>
        {(['filing', 'closing'] as const).map((field) => (
          <Field key={field} label={t(`field.${field}`)} hint={t('field.empty')} error={text('too-long')}>
            {(ties) => (
              <Input.TextArea
                {...ties}
                autoSize={{ minRows: 2, maxRows: 6 }}
                value={entry[field]}
                onChange={({ target }) => change({ [field]: target.value })}
              />
            )}
          </Field>
        ))}
        {row && row.source !== '' && <p className="quiet">{t('source', { source: row.source })}</p>}
        {failure && <ErrorNotice error={failure.error} onRemedy={() => void save()} />}
        <div className="form-actions">
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="primary" htmlType="submit">
            {t('save')}
          </Button>
        </div>
      </PrivateForm>
    </Beside>
  );
}

interface MajorInputProps {
  readonly ties: { readonly id: string };
  readonly value: string;
  readonly all: readonly CategoryRecord[];
  readonly onChange: (value: string) => void;
}

/** One of the majors there are, or a new one. */
function MajorInput({ ties, value, all, onChange }: MajorInputProps) {
  const listId = `${ties.id}-majors`;
  return (
    <>
      <Input {...ties} list={listId} value={value} onChange={({ target }) => onChange(target.value)} />
      <datalist id={listId}>
        {[...new Set(all.map(({ major }) => major.name))].map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
    </>
  );
}

interface PartProps {
  readonly entry: CategoryEntry;
  readonly change: (part: Partial<CategoryEntry>) => void;
}

function UnitField({ value, onChange }: { readonly value: string; readonly onChange: (value: string) => void }) {
  const { t } = useTranslation('incidentTables');
  const { units, nameOfUnit } = useUnits();
  return (
    <Field label={t('field.unit')} hint={t('field.unit.hint')}>
      {(ties) => (
        <Select {...ties} value={value} onChange={onChange}>
          <option value="">{t('unit.by-rule')}</option>
          {units
            .filter(({ active, uid }) => active || uid === value)
            .map(({ uid }) => (
              <option key={uid} value={uid}>
                {nameOfUnit(uid)}
              </option>
            ))}
        </Select>
      )}
    </Field>
  );
}

const CHECKS = ['urgent', 'photoNeeded', 'pausable', 'active'] as const;

function Checks({ entry, change }: PartProps) {
  const { t } = useTranslation('incidentTables');
  return (
    <div className="table-checks">
      {CHECKS.map((field) => (
        <label key={field}>
          <input
            type="checkbox"
            checked={entry[field]}
            onChange={({ target }) => change({ [field]: target.checked })}
          />
          <span>{t(`check.${field}`)}</span>
        </label>
      ))}
    </div>
  );
}
