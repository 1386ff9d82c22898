import { useTranslation } from 'react-i18next';
import { fieldsOf, type FoundHeader, type HeaderColumn } from '#shared/domain/roster/index';
import { Select, Tag, useLayout } from '#renderer/ui/index';
import type { Roster } from '../roster-work';
import { useRosterWork } from '../use-roster-work';
import { shownText } from '../words';

interface ColumnTableProps {
  readonly roster: Roster;
  readonly header: FoundHeader;
}

/** Values that show what is in a column. */
const SAMPLES = 3;

/** Every column with what stands in it and what it is taken for. */
export function ColumnTable({ roster, header }: ColumnTableProps) {
  const { t } = useTranslation('imports');
  const isTablet = useLayout() === 'tablet';
  return (
    <section className="card column-table">
      <table>
        <thead>
          <tr>
            <th scope="col">{t('col.title')}</th>
            {!isTablet && <th scope="col">{t('col.sample')}</th>}
            <th scope="col">{t('col.field')}</th>
          </tr>
        </thead>
        <tbody>
          {header.columns.map((column) => (
            <ColumnRow key={column.position} roster={roster} header={header} column={column} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function ColumnRow({ roster, header, column }: ColumnTableProps & { readonly column: HeaderColumn }) {
  const { t } = useTranslation('imports');
  const [, work] = useRosterWork();
  const isTablet = useLayout() === 'tablet';
  const { mapping, look } = roster;
  const { position, title, occurrence } = column;
  const field = mapping.fields[position] ?? 'ignore';
  const samples = look.sample
    .filter(({ index }) => index > header.rowIndex)
    .map(({ cells }) => shownText(cells[position], field === 'ignore' ? undefined : field))
    // Of a column that nobody has said anything about, long numbers are masked all the same.
    .map((text) => (field === 'ignore' ? text.replace(/\d(?=[\dXx]{4})/g, '•') : text))
    .filter((text) => text !== '')
    .slice(0, SAMPLES);
  const shown = samples.join(' · ') || t('col.empty');
  const name = occurrence > 1 ? t('col.again', { title, n: occurrence }) : title;
  return (
    <tr className={field === 'ignore' ? 'is-ignored' : ''}>
      <th scope="row">
        {name === '' ? t('col.untitled', { n: position + 1 }) : name}
        {column.isRequired && <Tag>{t('col.required')}</Tag>}
        {isTablet && <small>{shown}</small>}
      </th>
      {!isTablet && <td className="column-samples">{shown}</td>}
      <td>
        <Select
          label={t('col.field.of', { title: name })}
          value={field}
          onChange={(value) => {
            const chosen = fieldsOf(mapping.kind).find((each) => each === value);
            if (chosen) work.map(position, chosen);
          }}
        >
          {fieldsOf(mapping.kind).map((each) => (
            <option key={each} value={each}>
              {t(`field.${each}`)}
            </option>
          ))}
        </Select>
      </td>
    </tr>
  );
}
