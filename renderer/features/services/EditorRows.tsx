import { Button, Input } from 'antd';
import { Plus, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FORM_FILLS, MATERIAL_NEEDS } from '#shared/schema/types/service-item';
import { Select } from '#renderer/ui/index';
import { NEW_FIELD, NEW_MATERIAL, type FieldEntry, type MaterialEntry } from './entry';

interface RowsProps<T> {
  readonly rows: readonly T[];
  readonly error: string | null;
  readonly onChange: (rows: readonly T[]) => void;
}

/** The materials of an item, one a row. */
export function MaterialRows(props: RowsProps<MaterialEntry>) {
  const { t } = useTranslation('services');
  return (
    <Rows {...props} part="material" title={t('part.materials')} empty={NEW_MATERIAL}>
      {(row, number, change) => (
        <>
          <Input
            aria-label={t('field.material', { number })}
            value={row.name}
            onChange={({ target }) => change({ name: target.value })}
          />
          <Select
            label={t('field.need', { number })}
            value={row.need}
            onChange={(need) => change({ need: MATERIAL_NEEDS.find((each) => each === need) ?? row.need })}
          >
            {MATERIAL_NEEDS.map((need) => (
              <option key={need} value={need}>
                {t(`need.${need}`)}
              </option>
            ))}
          </Select>
          <label>
            <input
              type="checkbox"
              checked={row.mayFollow}
              onChange={({ target }) => change({ mayFollow: target.checked })}
            />
            <span>{t('field.follow')}</span>
          </label>
          {row.need === 'conditional' && (
            <Input
              aria-label={t('field.when', { number })}
              placeholder={t('field.when', { number })}
              value={row.when}
              onChange={({ target }) => change({ when: target.value })}
            />
          )}
        </>
      )}
    </Rows>
  );
}

/** The fields of the form of an item, one a row. */
export function FormRows(props: RowsProps<FieldEntry>) {
  const { t } = useTranslation('services');
  return (
    <Rows {...props} part="form" title={t('part.form')} empty={NEW_FIELD}>
      {(row, number, change) => (
        <>
          <Input
            aria-label={t('field.form', { number })}
            value={row.label}
            onChange={({ target }) => change({ label: target.value })}
          />
          <Select
            label={t('field.fill', { number })}
            value={row.fill}
            onChange={(fill) => change({ fill: FORM_FILLS.find((each) => each === fill) ?? '' })}
          >
            <option value="">{t('fill.none')}</option>
            {FORM_FILLS.map((fill) => (
              <option key={fill} value={fill}>
                {t(`fill.${fill}`)}
              </option>
            ))}
          </Select>
        </>
      )}
    </Rows>
  );
}

interface PartRowsProps<T> extends RowsProps<T> {
  readonly part: 'material' | 'form';
  readonly title: string;
  readonly empty: T;
  readonly children: (row: T, number: number, change: (part: Partial<T>) => void) => ReactNode;
}

function Rows<T extends object>({ rows, error, onChange, part, title, empty, children }: PartRowsProps<T>) {
  const { t } = useTranslation('services');
  return (
    <fieldset className="service-rows">
      <legend>{title}</legend>
      <ol>
        {rows.map((row, index) => (
          // Rows have no names of their own before they are saved; none moves past another.
          <li key={index}>
            {children(row, index + 1, (change) =>
              onChange(rows.map((each, at) => (at === index ? { ...each, ...change } : each))),
            )}
            <button
              type="button"
              className="icon-button"
              aria-label={t(`${part}.remove`, { number: index + 1 })}
              onClick={() => onChange(rows.filter((_, at) => at !== index))}
            >
              <X size={16} aria-hidden="true" />
            </button>
          </li>
        ))}
      </ol>
      {error !== null && (
        <p className="field-error" role="alert">
          {error}
        </p>
      )}
      <Button size="small" icon={<Plus size={14} aria-hidden="true" />} onClick={() => onChange([...rows, empty])}>
        {t(`${part}.add`)}
      </Button>
    </fieldset>
  );
}
