import { useTranslation } from 'react-i18next';
import type { ServiceFigures } from '#shared/domain/applications/service-figures';
import { percentText } from '#shared/domain/workbench/kpis';
import type { ExportedFigures } from '../../export/index';
import { COLUMNS, useLines } from './LinesTable';
import type { Look } from './look';

const NONE: ServiceFigures = {
  ...{ away: { part: 0, whole: 0 }, awayByItem: [], shortened: null, shortenedItems: [] },
  ...{ satisfied: { part: 0, whole: 0 }, acceptable: { part: 0, whole: 0 }, satisfiedBy: [] },
  grades: { 'very-satisfied': 0, satisfied: 0, acceptable: 0, dissatisfied: 0, 'very-dissatisfied': 0 },
};

/** The table that is shown, as a file has it; null while there is none. */
export function useExported(
  look: Look,
  figures: ServiceFigures | undefined,
): Pick<ExportedFigures, 'title' | 'columns' | 'rows'> | null {
  const { t } = useTranslation('figures');
  const { kpi } = look;
  const lines = useLines(look, figures ?? NONE);
  if (!figures) return null;
  const number = (text: string) => (/^\d+(?:\.\d+)?$/.test(text) ? Number(text) : text);
  return {
    title: t(`kpi.${kpi}`),
    columns: [
      { title: t(kpi === 'satisfied' ? 'col.rated' : 'col.item'), width: 30 },
      ...COLUMNS[kpi].map((column) => ({ title: t(`col.${column}`), width: 14 })),
      { title: t('col.percent', { name: t(`series.${kpi}`) }), width: 14 },
    ],
    rows: lines.map(({ name, cells, share }) => [
      ...[name, ...cells.map(number)],
      share === null ? null : Number(percentText(share)),
    ]),
  };
}
