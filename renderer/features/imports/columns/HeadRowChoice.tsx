import { useTranslation } from 'react-i18next';
import type { SheetLook } from '#renderer/data/index';
import { Field, Select } from '#renderer/ui/index';
import { useRosterWork } from '../use-roster-work';
import { cellText } from '../words';

/** Cells of a row that tell which one it is. */
const CELLS = 4;
const NONE = '';

/** In which row the heads are, for whoever sees that it is another. */
export function HeadRowChoice({ look }: { readonly look: SheetLook }) {
  const { t } = useTranslation('imports');
  const [, work] = useRosterWork();
  const rows = look.sample.filter(({ cells }) => cells.some((cell) => typeof cell === 'string' && cell.trim() !== ''));
  return (
    <Field label={t('head-row')}>
      {(ties) => (
        <Select
          {...ties}
          value={String(look.header?.rowIndex ?? NONE)}
          onChange={(value) => value !== NONE && void work.look({ headerRow: Number(value) })}
        >
          {!look.header && <option value={NONE}>{t('head-row.choose')}</option>}
          {rows.map(({ index, cells }) => (
            <option key={index} value={index}>
              {t('head-row.option', { row: index, text: textOf(cells) })}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}

/** Only words: rows below the heads hold people, and their numbers stay out of a list of choices. */
function textOf(cells: SheetLook['sample'][number]['cells']): string {
  const words = cells.map(cellText).filter((text) => text.trim() !== '' && !/\d{5,}/.test(text));
  return [...new Set(words)].slice(0, CELLS).join(' ');
}
