import { Button } from 'antd';
import { Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { HOUSEHOLD_BAND } from '#shared/domain/grids/household-band';
import { Empty, goTo, Loading, Pill, useLayout, usePlace } from '#renderer/ui/index';
import { settingsPlace } from '../places';
import { useMayInCommons } from '../use-access';
import { AddGrid } from './AddGrid';
import { GridList } from './GridList';
import { GridPanel } from './GridPanel';
import { useGrids, type GridView } from './queries';

/** What the address names for a grid that is not there yet. */
const NEW = 'new';

/** Every grid with its size and its workers; a new one is added from here. */
export function GridsSection() {
  const { t } = useTranslation('grids');
  const grids = useGrids();
  if (!grids) return <Loading label={t('loading')} lines={6} />;
  return <Grids grids={grids} />;
}

function Grids({ grids }: { readonly grids: readonly GridView[] }) {
  const { t } = useTranslation('grids');
  const isTablet = useLayout() === 'tablet';
  const mayAdd = useMayInCommons('create', 'grid');
  const { grid = '' } = usePlace().query;
  const chosen = grids.find(({ number }) => String(number) === grid);
  const isAdding = grid === NEW && mayAdd;
  const isPanelOpen = chosen !== undefined || isAdding;
  const show = (next: string) => goTo(settingsPlace('grids', { grid: next }), { replace: isPanelOpen });
  const close = () => show('');
  const panel = isAdding ? (
    <AddGrid grids={grids} onAdded={(number) => show(String(number))} onClose={close} />
  ) : (
    chosen && <GridPanel key={chosen.number} grid={chosen} onClose={close} />
  );
  if (panel && isTablet) return <div className="settings-whole">{panel}</div>;

  const toWatch = grids.filter(({ troubles }) => troubles.length > 0).length;
  return (
    <div className="settings-columns">
      <div className="settings-list card">
        <div className="settings-filters grids-head">
          <p>
            <b>{t('count', { count: grids.length })}</b>
            {toWatch > 0 ? (
              <Pill shape="due">{t('to-watch', { count: toWatch })}</Pill>
            ) : (
              <Pill shape="done">{t('all-good')}</Pill>
            )}
            <span className="quiet">{t('band', HOUSEHOLD_BAND)}</span>
          </p>
          {mayAdd && (
            <Button icon={<Plus size={16} aria-hidden="true" />} onClick={() => show(NEW)}>
              {t('add')}
            </Button>
          )}
        </div>
        {grids.length === 0 ? (
          <Empty title={t('empty')} text={t('empty.text')} />
        ) : (
          <GridList rows={grids} selected={grid} onOpen={({ number }) => show(String(number))} />
        )}
      </div>
      {panel}
    </div>
  );
}
