import { useTranslation } from 'react-i18next';
import { useSession } from '#renderer/data/index';
import { dayText, useLanguage } from '#renderer/ui/index';
import { useToday } from '../../people/index';
import type { GridOnMap } from '../queries';
import { useGridName } from '../words';

interface PrintSheetProps {
  readonly grids: readonly GridOnMap[];
  readonly attribution: string;
}

/** What a printed map has around it: whose it is, of which day, and the grids as a table. Only on paper. */
export function PrintSheet({ grids, attribution }: PrintSheetProps) {
  const { t } = useTranslation('mapPage');
  const { station } = useSession();
  const language = useLanguage();
  const today = useToday();
  const nameOf = useGridName();
  return (
    <section className="map-print" aria-hidden="true">
      <header>
        <b>{t('print.title', { station: station.name })}</b>
        <span>{t('print.date', { date: dayText(today, today, language) })}</span>
      </header>
      <table>
        <caption>{t('print.sheet')}</caption>
        <thead>
          <tr>
            <th>{t('print.grid')}</th>
            <th>{t('print.households')}</th>
            <th>{t('print.workers')}</th>
          </tr>
        </thead>
        <tbody>
          {grids.map((grid) => (
            <tr key={grid.number}>
              <td>{nameOf(grid)}</td>
              <td>{grid.counts?.households.toLocaleString('en') ?? t('unit.unknown')}</td>
              <td>{grid.team['grid-worker'].map(({ name }) => name).join(t('and')) || t('team.missing')}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {attribution !== '' && <p>{attribution}</p>}
    </section>
  );
}
