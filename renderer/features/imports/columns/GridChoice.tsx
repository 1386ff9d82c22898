import { useTranslation } from 'react-i18next';
import type { WireRecord } from '#shared/schema/envelope';
import type { Grid } from '#shared/schema/types/place';
import type { RosterMapping } from '#shared/domain/roster/types';
import { useLiveQuery, useSession } from '#renderer/data/index';
import { Field, Select, useLanguage } from '#renderer/ui/index';
import { useRosterWork } from '../use-roster-work';

const NONE = '';

/** The grid of rows that name none. */
export function GridChoice({ mapping }: { readonly mapping: RosterMapping }) {
  const { t } = useTranslation('imports');
  const language = useLanguage();
  const [, work] = useRosterWork();
  const { databases } = useSession();
  const grids = useLiveQuery<Grid & WireRecord>('reference', {
    selector: { type: 'grid' },
    sort: [{ type: 'asc' }, { rank: 'asc' }],
  });
  const mine = (grids ?? []).filter(({ number }) => databases.some(({ name }) => name.endsWith(`-${number}`)));
  return (
    <Field label={t('grid')} hint={t('grid.hint')}>
      {(ties) => (
        <Select
          {...ties}
          value={mapping.defaultGrid === null ? NONE : String(mapping.defaultGrid)}
          onChange={(value) => work.setDefaultGrid(value === NONE ? null : Number(value))}
        >
          <option value={NONE}>{t('grid.from-file')}</option>
          {mine.map(({ number, name }) => (
            <option key={number} value={number}>
              {(language === 'en' ? name.en : undefined) ?? name.zh}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}
