import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { DwellingRow, EnterpriseRow, HouseholdRow } from '#renderer/data/index';
import { Dot, Pill } from '#renderer/ui/index';
import { useGridName } from '../lists/index';
import { KindTags } from '../people/index';
import { HomeStatus } from './columns';
import { useHomeWords } from './words';

interface Lines {
  readonly title: string;
  readonly tags?: ReactNode;
  readonly end?: ReactNode;
  /** Short facts, with a dot between them. */
  readonly facts: readonly string[];
}

/** Two lines for a thumb. */
function TouchLines({ title, tags, end, facts }: Lines) {
  return (
    <div role="gridcell" className="touch-lines">
      <div>
        <b>{title}</b>
        {tags}
        <span className="end">{end}</span>
      </div>
      <div>
        {facts
          .filter((fact) => fact !== '')
          .map((fact, index) => (
            <span key={fact} className="is-long">
              {index > 0 && <Dot />}
              {fact}
            </span>
          ))}
      </div>
    </div>
  );
}

/** Draws a dwelling for a thumb. */
export function useDwellingTouchRow(): (row: DwellingRow) => ReactNode {
  const { t } = useTranslation('homes');
  const words = useHomeWords();
  const gridName = useGridName();
  return (row) => (
    <TouchLines
      title={words.address(row)}
      end={row.keyPeople > 0 && t('touch.keyPeople', { count: row.keyPeople })}
      facts={[t('touch.residents', { count: row.residents }), t(`use.${row.use ?? 'unknown'}`), gridName(row.grid)]}
    />
  );
}

/** Draws a household for a thumb. */
export function useHouseholdTouchRow(): (row: HouseholdRow) => ReactNode {
  const { t } = useTranslation('homes');
  const words = useHomeWords();
  const gridName = useGridName();
  return (row) => (
    <TouchLines
      title={words.address(row)}
      tags={<KindTags kinds={row.kinds} />}
      end={row.status !== 'current' && <HomeStatus status={row.status} />}
      facts={[
        row.headName === null ? '' : t('touch.head', { name: row.headName }),
        t('touch.residents', { count: row.members }),
        gridName(row.grid),
      ]}
    />
  );
}

/** Draws an enterprise for a thumb. */
export function useEnterpriseTouchRow(): (row: EnterpriseRow) => ReactNode {
  const { t } = useTranslation('homes');
  return (row) => (
    <TouchLines
      title={row.name}
      end={
        row.status !== 'active' ? (
          <HomeStatus status={row.status} />
        ) : (
          row.isHazardous && <Pill shape="due">{t('hazardous')}</Pill>
        )
      }
      facts={[t(`enterprise.${row.kind}`), row.address]}
    />
  );
}
