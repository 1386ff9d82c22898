import { useTranslation } from 'react-i18next';
import { shareOf } from '#shared/domain/applications/figures';
import { SERVICE_TARGETS, type RatedKind, type ServiceFigures } from '#shared/domain/applications/service-figures';
import { Bullet, Empty } from '#renderer/ui/index';
import { useGap, usePercent } from '../words';
import { useItemName } from '../use-item-name';
import type { Behind, Look } from './look';

interface LinesTableProps {
  readonly look: Look;
  readonly figures: ServiceFigures;
  readonly onOpen: (behind: Behind) => void;
}

interface Line extends Behind {
  readonly name: string;
  readonly cells: readonly string[];
  readonly share: number | null;
}

/** What the chosen figure is made of, line by line; a press shows the applications or ratings behind one. */
export function LinesTable({ look, figures, onOpen }: LinesTableProps) {
  const { t } = useTranslation('figures');
  const percent = usePercent();
  const gapOf = useGap();
  const { kpi } = look;
  const lines = useLines(look, figures);
  const target = SERVICE_TARGETS[kpi];
  if (lines.length === 0) return <Empty title={t(`kpi.${kpi}.nothing`)} text={t('lines.nothing')} />;
  return (
    <div className="figures-scroll">
      <table className="figures-table">
        <thead>
          <tr>
            <th scope="col">{t(kpi === 'satisfied' ? 'col.rated' : 'col.item')}</th>
            {COLUMNS[kpi].map((column) => (
              <th key={column} scope="col" className="is-number">
                {t(`col.${column}`)}
              </th>
            ))}
            <th scope="col" className="is-number">
              {t(`series.${kpi}`)}
            </th>
            <th scope="col">{t('col.target')}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ name, cells, share, itemNumber, of }) => {
            const isOpen = look.behind?.itemNumber === itemNumber && look.behind.of === of;
            return (
              <tr key={`${of ?? ''} ${itemNumber ?? ''}`} className={isOpen ? 'is-open' : ''}>
                <th scope="row">
                  <button type="button" aria-expanded={isOpen} onClick={() => onOpen({ itemNumber, of })}>
                    {name}
                  </button>
                </th>
                {cells.map((cell, at) => (
                  <td key={COLUMNS[kpi][at]} className="is-number">
                    {cell}
                  </td>
                ))}
                <td className="is-number">
                  <b>{percent(share)}</b>
                </td>
                <td>
                  {share !== null && (
                    <span className="figures-gap">
                      <Bullet share={share} target={target} />
                      {gapOf(share, target).text}
                    </span>
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

/** Columns between the name and the share. */
export const COLUMNS = {
  away: ['count', 'away'],
  shortened: ['decided', 'needed', 'allowed'],
  satisfied: ['ratings', 'satisfied', 'acceptable'],
} as const;

/** The lines as they are shown, and as a file has them. */
export function useLines({ kpi }: Pick<Look, 'kpi'>, figures: ServiceFigures): readonly Line[] {
  const { t } = useTranslation('figures');
  const percent = usePercent();
  const nameOf = useItemName();
  const ratedName = (of: RatedKind, itemNumber: string | null): string =>
    of === 'application' && itemNumber !== null ? nameOf(itemNumber) : withItem(t(`rated.${of}`), itemNumber);
  const withItem = (name: string, itemNumber: string | null): string =>
    itemNumber === null ? name : t('rated.item', { name, item: nameOf(itemNumber) });
  const days = (value: number) => value.toFixed(1);
  switch (kpi) {
    case 'away':
      return figures.awayByItem.map(({ itemNumber, share }) => ({
        ...{ itemNumber, of: null, name: nameOf(itemNumber), share: shareOf(share) },
        cells: [String(share.whole), String(share.part)],
      }));
    case 'shortened':
      return figures.shortenedItems.map(({ itemNumber, count, neededDays, allowedDays, shortenedBy }) => ({
        ...{ itemNumber, of: null, name: nameOf(itemNumber), share: shortenedBy },
        cells: [String(count), days(neededDays), days(allowedDays)],
      }));
    case 'satisfied':
      return figures.satisfiedBy.map(({ of, itemNumber, satisfied, acceptable }) => ({
        ...{ itemNumber, of, name: ratedName(of, itemNumber), share: shareOf(satisfied) },
        cells: [String(satisfied.whole), String(satisfied.part), percent(shareOf(acceptable))],
      }));
  }
}
