import { Input } from 'antd';
import { ChevronDown, Search, SlidersHorizontal, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { PrivateForm } from '../private-form';
import { FilterControl } from './filter-field';
import { activeFilters, rangeOf, severalOf, type FilterField, type FilterValues } from './filter-values';
import { PopoverButton } from './popover-button';
import './filter-bar.css';

interface FilterBarProps {
  readonly fields: readonly FilterField[];
  readonly values: FilterValues;
  readonly onChange: (values: FilterValues) => void;
  readonly text: string;
  readonly onText: (text: string) => void;
  /** What can be typed. */
  readonly placeholder: string;
  /** All fields behind one button, where there is little room. */
  readonly isTight: boolean;
  /** At the end: choice of columns. */
  readonly children?: ReactNode;
}

/** A search field, and a small panel for each thing that the list can be narrowed by. */
export function FilterBar(props: FilterBarProps) {
  const { fields, values, onChange, text, onText, placeholder, isTight, children } = props;
  const { t } = useTranslation('list');
  const change = (id: string, value: string) => onChange({ ...values, [id]: value });
  const main = isTight ? [] : fields.filter(({ isMain }) => isMain);
  const others = isTight ? fields : fields.filter(({ isMain }) => !isMain);
  const active = activeFilters(others, values).length;
  return (
    <div className="filter-bar">
      <PrivateForm role="search">
        <Input
          className="filter-text"
          allowClear
          prefix={<Search size={16} aria-hidden="true" />}
          placeholder={placeholder}
          aria-label={placeholder}
          value={text}
          onChange={(event) => onText(event.target.value)}
        />
      </PrivateForm>
      {main.map((field) => (
        <PopoverButton
          key={field.id}
          label={field.label}
          className={`tool-button${(values[field.id] ?? '') === '' ? '' : ' is-on'}`}
          face={
            <>
              {field.label}
              {(values[field.id] ?? '') !== '' && <span className="visually-hidden">{t('filter.in-use')}</span>}
              <ChevronDown size={14} aria-hidden="true" />
            </>
          }
        >
          {() => (
            <FilterControl field={field} value={values[field.id] ?? ''} onChange={(value) => change(field.id, value)} />
          )}
        </PopoverButton>
      ))}
      {others.length > 0 && (
        <PopoverButton
          label={t(isTight ? 'filter.button' : 'filter.others')}
          className={`tool-button${active === 0 ? '' : ' is-on'}`}
          face={
            <>
              <SlidersHorizontal size={14} aria-hidden="true" />
              {t(isTight ? 'filter.button' : 'filter.others')}
              {active > 0 && (
                <>
                  <span className="tool-count">{active}</span>
                  <span className="visually-hidden">{t('filter.in-use')}</span>
                </>
              )}
            </>
          }
        >
          {() => (
            <div className="filter-fields">
              {others.map((field) => (
                <FilterControl
                  key={field.id}
                  field={field}
                  value={values[field.id] ?? ''}
                  onChange={(value) => change(field.id, value)}
                />
              ))}
            </div>
          )}
        </PopoverButton>
      )}
      <span className="filter-end">{children}</span>
    </div>
  );
}

interface FilterChipsProps {
  readonly fields: readonly FilterField[];
  readonly values: FilterValues;
  readonly onChange: (values: FilterValues) => void;
}

/** What the list is narrowed by now, each with a press that takes it away; nothing while it is not narrowed. */
export function FilterChips({ fields, values, onChange }: FilterChipsProps) {
  const { t } = useTranslation('list');
  const textOf = useFilterText();
  const active = activeFilters(fields, values);
  if (active.length === 0) return null;
  return (
    <div className="filter-chips" role="group" aria-label={t('filter.active')}>
      {active.map((field) => {
        const text = t('filter.chip', { label: field.label, value: textOf(field, values[field.id] ?? '') });
        return (
          <span key={field.id} className="filter-chip">
            {text}
            <button
              type="button"
              aria-label={t('filter.remove', { text })}
              onClick={() => onChange({ ...values, [field.id]: '' })}
            >
              <X size={13} aria-hidden="true" />
            </button>
          </span>
        );
      })}
      <button type="button" className="link-button" onClick={() => onChange(withoutFilters(fields, values))}>
        {t('filter.clear')}
      </button>
    </div>
  );
}

/** The values with nothing asked of any field. */
export function withoutFilters(fields: readonly FilterField[], values: FilterValues): FilterValues {
  return { ...values, ...Object.fromEntries(fields.map(({ id }) => [id, ''])) };
}

/** Named one by one as long as they fit a chip. */
const NAMED_OPTIONS = 3;

/** Says what a field asks for. */
export function useFilterText(): (field: FilterField, value: string) => string {
  const { t } = useTranslation('list');
  return (field, value) => {
    const labelOf = (each: string) => field.options.find((option) => option.value === each)?.label;
    if (field.kind === 'several') {
      const chosen = severalOf(value);
      if (chosen.length > NAMED_OPTIONS) return t('filter.several', { count: chosen.length });
      return chosen.map((each) => labelOf(each) ?? each).join(t('filter.join'));
    }
    const known = labelOf(value);
    if (known !== undefined || field.kind === 'one') return known ?? value;
    const range = rangeOf(value);
    if (!range) return value;
    const { from, to } = range;
    if (to === null) return t('filter.at-least', { from, unit: field.unit });
    return from === null
      ? t('filter.at-most', { to, unit: field.unit })
      : t('filter.between', { from, to, unit: field.unit });
  };
}
