import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LIMIT_UNITS, type Duration } from '#shared/schema/types/incident-category';
import { useStation } from '#renderer/data/index';
import { ErrorNotice, Field, PrivateForm, Select } from '#renderer/ui/index';
import { Beside } from '../lists/index';
import { saveVersion } from './commands';
import { contentOf, entryOf, itemProblems, type ItemEntry, type ItemProblem, type LimitEntry } from './entry';
import { FormRows, MaterialRows } from './EditorRows';
import type { ShownItem } from './queries';

interface ItemEditorProps {
  readonly item: ShownItem;
  readonly onDone: () => void;
}

/** An item as its manager changes it: saving makes a new version, and what runs keeps its own. */
export function ItemEditor({ item, onDone }: ItemEditorProps) {
  const { t } = useTranslation('services');
  const station = useStation();
  const [entry, setEntry] = useState(() => entryOf(item.now));
  const [wasTried, setWasTried] = useState(false);
  const [failure, setFailure] = useState<{ readonly error: unknown } | null>(null);
  const problems = itemProblems(entry);
  const change = (part: Partial<ItemEntry>) => setEntry((before) => ({ ...before, ...part }));
  const text = (...among: readonly ItemProblem[]) => {
    const found = wasTried ? among.find((each) => problems.includes(each)) : undefined;
    return found ? t(`problem.${found}`) : null;
  };
  const wordsOf = ({ amount, unit }: Duration) => t('limit.words', { amount, unit: t(`unit.${unit}`) });
  const save = async () => {
    setWasTried(true);
    setFailure(null);
    if (problems.length > 0) return;
    try {
      await saveVersion(station, item, contentOf(entry, item.record, wordsOf));
      onDone();
    } catch (error) {
      setFailure({ error });
    }
  };
  const line = (field: 'department' | 'fee' | 'sourceName' | 'sourceDate', label: string) => (
    <Field label={label}>
      {(ties) => <Input {...ties} value={entry[field]} onChange={({ target }) => change({ [field]: target.value })} />}
    </Field>
  );
  const area = (field: 'who' | 'steps' | 'basis', label: string) => (
    <Field label={label}>
      {(ties) => (
        <Input.TextArea
          {...ties}
          autoSize={{ minRows: 2, maxRows: 8 }}
          value={entry[field]}
          onChange={({ target }) => change({ [field]: target.value })}
        />
      )}
    </Field>
  );
  const title = t('edit.title', { name: item.now.name });
  return (
    <Beside title={title} subtitle={<p>{t('edit.text')}</p>} onClose={onDone}>
      <PrivateForm className="service-editor" aria-label={title} onSubmit={() => void save()}>
        <Field label={t('field.name')} error={text('name-missing', 'too-long')}>
          {(ties) => <Input {...ties} value={entry.name} onChange={({ target }) => change({ name: target.value })} />}
        </Field>
        {line('department', t('field.department'))}
        {area('who', t('field.who'))}
        <MaterialRows
          rows={entry.materials}
          error={text('material-missing', 'when-missing')}
          onChange={(materials) => change({ materials })}
        />
        {(['statutory', 'promised'] as const).map((which) => (
          <LimitRow
            key={which}
            which={t(`part.${which}`)}
            limit={entry[which]}
            error={text('amount-wrong')}
            onChange={(limit) => change({ [which]: limit })}
          />
        ))}
        {area('steps', t('field.steps'))}
        {line('fee', t('field.fee'))}
        <FormRows rows={entry.form} error={text('field-missing')} onChange={(form) => change({ form })} />
        {area('basis', t('field.basis'))}
        {line('sourceName', t('field.source'))}
        {line('sourceDate', t('field.source-date'))}
        {failure && <ErrorNotice error={failure.error} onRemedy={() => void save()} />}
        <div className="form-actions">
          <Button onClick={onDone}>{t('cancel')}</Button>
          <Button type="primary" htmlType="submit">
            {t('save')}
          </Button>
        </div>
      </PrivateForm>
    </Beside>
  );
}

interface LimitRowProps {
  readonly which: string;
  readonly limit: LimitEntry;
  readonly error: string | null;
  readonly onChange: (limit: LimitEntry) => void;
}

/** A time in the words of its source, and as a limit where the words are one. */
function LimitRow({ which, limit, error, onChange }: LimitRowProps) {
  const { t } = useTranslation('services');
  return (
    <div className="service-limit">
      <Field label={t('field.limit', { which })}>
        {(ties) => (
          <Input {...ties} value={limit.text} onChange={({ target }) => onChange({ ...limit, text: target.value })} />
        )}
      </Field>
      <Field label={t('field.amount', { which })} error={error}>
        {(ties) => (
          <Input
            {...ties}
            inputMode="decimal"
            value={limit.amount}
            onChange={({ target }) => onChange({ ...limit, amount: target.value })}
          />
        )}
      </Field>
      <Field label={t('field.unit', { which })}>
        {(ties) => (
          <Select
            {...ties}
            value={limit.unit}
            onChange={(unit) => onChange({ ...limit, unit: LIMIT_UNITS.find((each) => each === unit) ?? limit.unit })}
          >
            {LIMIT_UNITS.map((unit) => (
              <option key={unit} value={unit}>
                {t(`unit.${unit}`)}
              </option>
            ))}
          </Select>
        )}
      </Field>
    </div>
  );
}
