import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { nextOwnNumber } from '#shared/domain/applications/catalogue';
import { LIMIT_UNITS, type Duration } from '#shared/schema/types/incident-category';
import { useStation } from '#renderer/data/index';
import { ErrorNotice, Field, PrivateForm, Select } from '#renderer/ui/index';
import { Beside } from '../lists/index';
import { createItem, saveVersion } from './commands';
import {
  contentOf,
  EMPTY_ITEM,
  entryOf,
  itemProblems,
  type ItemEntry,
  type ItemProblem,
  type LimitEntry,
} from './entry';
import { FormRows, MaterialRows } from './EditorRows';
import type { ShownItem } from './queries';

/** Longest name of a family, in characters. */
const FAMILY_LENGTH = 20;
const NOTHING_YET: Parameters<typeof contentOf>[1] = { versions: [] };

interface ItemEditorProps {
  /** Null for one of the station's own that is not there yet. */
  readonly item: ShownItem | null;
  /** The whole catalogue. */
  readonly items: readonly ShownItem[];
  /** With the number of an item that was made. */
  readonly onDone: (made?: string) => void;
}

/** An item as its manager writes or changes it: saving makes a new version, and what runs keeps its own. */
export function ItemEditor({ item, items, onDone }: ItemEditorProps) {
  const { t } = useTranslation('services');
  const station = useStation();
  const [entry, setEntry] = useState(() => (item ? entryOf(item.now) : EMPTY_ITEM));
  const [family, setFamily] = useState('');
  const [wasTried, setWasTried] = useState(false);
  const [failure, setFailure] = useState<{ readonly error: unknown } | null>(null);
  const problems = itemProblems(entry);
  const records = items.map(({ record }) => record);
  const families = [...new Set(records.map((record) => record.family))];
  const isBare = !item && (family.trim() === '' || [...family.trim()].length > FAMILY_LENGTH);
  const change = (part: Partial<ItemEntry>) => setEntry((before) => ({ ...before, ...part }));
  const text = (...among: readonly ItemProblem[]) => {
    const found = wasTried ? among.find((each) => problems.includes(each)) : undefined;
    return found ? t(`problem.${found}`) : null;
  };
  const wordsOf = ({ amount, unit }: Duration) => t('limit.words', { amount, unit: t(`unit.${unit}`) });
  const save = async (form?: HTMLFormElement) => {
    setWasTried(true);
    setFailure(null);
    if (problems.length > 0 || isBare) {
      requestAnimationFrame(() => form?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus());
      return;
    }
    try {
      if (item) await saveVersion(station, item, contentOf(entry, item.record, wordsOf));
      onDone(
        item ? undefined : await createItem(station, items, family.trim(), contentOf(entry, NOTHING_YET, wordsOf)),
      );
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
  const title = item ? t('edit.title', { name: item.now.name }) : t('own.title', { number: nextOwnNumber(records) });
  return (
    <Beside title={title} subtitle={<p>{t(item ? 'edit.text' : 'own.text')}</p>} onClose={() => onDone()}>
      <PrivateForm
        className="service-editor"
        aria-label={title}
        onSubmit={({ currentTarget }) => void save(currentTarget)}
      >
        <Field label={t('field.name')} error={text('name-missing', 'too-long')}>
          {(ties) => <Input {...ties} value={entry.name} onChange={({ target }) => change({ name: target.value })} />}
        </Field>
        {!item && (
          <Field
            label={t('field.family')}
            hint={t('field.family.hint')}
            error={wasTried && isBare ? t('problem.family') : null}
          >
            {(ties) => (
              <>
                <Input
                  {...ties}
                  list="item-families"
                  value={family}
                  onChange={({ target }) => setFamily(target.value)}
                />
                <datalist id="item-families">
                  {families.map((each) => (
                    <option key={each} value={each} />
                  ))}
                </datalist>
              </>
            )}
          </Field>
        )}
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
          <Button onClick={() => onDone()}>{t('cancel')}</Button>
          <Button type="primary" htmlType="submit">
            {t(item ? 'save' : 'own.save')}
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
