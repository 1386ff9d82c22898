import { Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PrivateForm } from '../private-form';
import { rangeOf, rangeText, severalOf, type FilterField, type FilterOption } from './filter-values';

interface FilterControlProps {
  readonly field: FilterField;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** The choices of one field under its name. */
export function FilterControl({ field, value, onChange }: FilterControlProps) {
  return (
    <fieldset className="filter-field">
      <legend>{field.label}</legend>
      {field.kind === 'several' && <Several field={field} value={value} onChange={onChange} />}
      {field.kind === 'one' && (
        <One name={field.id} options={field.options} absent={field.absent} value={value} onChange={onChange} />
      )}
      {field.kind === 'range' && <FromTo field={field} value={value} onChange={onChange} />}
    </fieldset>
  );
}

type FieldOf<K extends FilterField['kind']> = FilterControlProps & {
  readonly field: Extract<FilterField, { readonly kind: K }>;
};

/** Options drawn at once; more are found by typing. */
const SHOWN_OPTIONS = 60;

function Several({ field, value, onChange }: FieldOf<'several'>) {
  const { t } = useTranslation('list');
  const [text, setText] = useState('');
  const chosen = severalOf(value);
  const wanted = text.normalize('NFKC').toLowerCase().trim();
  const found =
    wanted === '' ? field.options : field.options.filter(({ label }) => label.toLowerCase().includes(wanted));
  const shown = found.filter((option, at) => at < SHOWN_OPTIONS || chosen.includes(option.value));
  const toggle = (option: string) =>
    onChange(
      field.options
        .map((each) => each.value)
        .filter((each) => (each === option) !== chosen.includes(each))
        .join(','),
    );
  return (
    <>
      {field.isLong && (
        <PrivateForm>
          <Input
            size="small"
            allowClear
            value={text}
            aria-label={t('filter.find', { label: field.label })}
            placeholder={t('filter.find', { label: field.label })}
            onChange={(event) => setText(event.target.value)}
          />
        </PrivateForm>
      )}
      <div className="filter-options">
        {shown.map((option) => (
          <label key={option.value}>
            <input type="checkbox" checked={chosen.includes(option.value)} onChange={() => toggle(option.value)} />
            <span>{option.label}</span>
          </label>
        ))}
        {shown.length === 0 && <p className="filter-none">{t('filter.none')}</p>}
        {found.length > shown.length && <p className="filter-none">{t('filter.more', { count: found.length })}</p>}
      </div>
    </>
  );
}

interface OneProps {
  readonly name: string;
  readonly options: readonly FilterOption[];
  readonly absent?: string | undefined;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function One({ name, options, absent, value, onChange }: OneProps) {
  const { t } = useTranslation('list');
  return (
    <div className="filter-options">
      {[{ value: '', label: absent ?? t('filter.any') }, ...options].map((option) => (
        <label key={option.value}>
          <input
            type="radio"
            name={`filter-${name}`}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          <span>{option.label}</span>
        </label>
      ))}
    </div>
  );
}

function FromTo({ field, value, onChange }: FieldOf<'range'>) {
  const { t } = useTranslation('list');
  const range = rangeOf(value) ?? { from: null, to: null };
  const numberOf = (text: string): number | null => (/^\d+$/.test(text) ? Math.min(field.max, Number(text)) : null);
  return (
    <>
      <One name={field.id} options={field.options} value={value} onChange={onChange} />
      <div className="filter-range">
        <input
          type="number"
          inputMode="numeric"
          min={0}
          max={field.max}
          value={range.from ?? ''}
          aria-label={t('filter.from', { label: field.label })}
          onChange={(event) => onChange(rangeText({ ...range, from: numberOf(event.target.value) }))}
        />
        <span aria-hidden="true">–</span>
        <input
          type="number"
          inputMode="numeric"
          min={0}
          max={field.max}
          value={range.to ?? ''}
          aria-label={t('filter.to', { label: field.label })}
          onChange={(event) => onChange(rangeText({ ...range, to: numberOf(event.target.value) }))}
        />
        <span>{field.unit}</span>
      </div>
    </>
  );
}
