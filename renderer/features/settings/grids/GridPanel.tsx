import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { HOUSEHOLD_BAND } from '#shared/domain/grids/household-band';
import { useSession, useStation } from '#renderer/data/index';
import { ErrorNotice, Pill, PrivateForm } from '#renderer/ui/index';
import { SidePanel } from '../components/SidePanel';
import { useMayInCommons } from '../use-access';
import { GridWorkers } from './GridWorkers';
import { labelOf, NameFields, type NameEntry } from './NameFields';
import type { GridRecord, GridView } from './queries';
import { useCountText, useGridTitle, useWorkersText } from './words';

interface GridPanelProps {
  readonly grid: GridView;
  readonly onClose: () => void;
}

/** One grid: its figures, what is wrong with it, its name, and who looks after it. */
export function GridPanel({ grid, onClose }: GridPanelProps) {
  const { t } = useTranslation(['grids', 'settings']);
  const title = useGridTitle();
  const count = useCountText();
  const workersText = useWorkersText();
  const mayRename = useMayInCommons('edit', 'grid');
  const mayAssign = useSession().staff.functions.includes('staff');
  const figures = [
    ['households', count(grid.households)],
    ['people', count(grid.people)],
    ['workers', count(grid.workers.length)],
  ] as const;
  return (
    <SidePanel
      title={title(grid)}
      subtitle={<p>{t('grid', { ns: 'settings', number: grid.number })}</p>}
      onClose={onClose}
    >
      <dl className="grid-figures">
        {figures.map(([name, value]) => (
          <div key={name}>
            <dt>{t(`col.${name}`)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {grid.record === null && <p className="quiet-note panel-note">{t('half-made.text')}</p>}
      {grid.households === null && <p className="panel-hint panel-note">{t('not-here.text')}</p>}
      {grid.troubles.length > 0 && (
        <ul className="grid-troubles">
          {grid.troubles.map((trouble) => (
            <li key={trouble}>
              <Pill shape="due">{t(`trouble.${trouble}`)}</Pill>
              <p>{t(`trouble.${trouble}.text`, HOUSEHOLD_BAND)}</p>
            </li>
          ))}
        </ul>
      )}
      {mayRename && grid.record && <Rename record={grid.record} />}
      {mayAssign ? (
        <GridWorkers grid={grid} />
      ) : (
        <div className="panel-part">
          <p>{t('workers.who', { names: workersText(grid) })}</p>
        </div>
      )}
    </SidePanel>
  );
}

function Rename({ record }: { readonly record: GridRecord }) {
  const { t } = useTranslation(['grids', 'settings']);
  const { writer } = useStation();
  const stored: NameEntry = { zh: record.name.zh, en: record.name.en ?? '' };
  const [edited, setEdited] = useState<NameEntry | null>(null);
  const [wasTried, setWasTried] = useState(false);
  const [isSaved, setIsSaved] = useState(false);
  const [failure, setFailure] = useState<{ readonly error: unknown } | null>(null);
  const entry = edited ?? stored;
  const isChanged = entry.zh.trim() !== stored.zh || entry.en.trim() !== stored.en;
  const save = async () => {
    setWasTried(true);
    setFailure(null);
    const name = labelOf(entry);
    if (name === null || !isChanged) return;
    try {
      await writer.edit(record._id, () => ({ name }));
      setEdited(null);
      setWasTried(false);
      setIsSaved(true);
    } catch (error) {
      setFailure({ error });
    }
  };
  return (
    <PrivateForm className="panel-form panel-part" aria-label={t('rename')} onSubmit={() => void save()}>
      <NameFields entry={entry} shows={wasTried} onChange={(next) => (setEdited(next), setIsSaved(false))} />
      {failure && <ErrorNotice error={failure.error} />}
      <div className="grid-save">
        <span role="status">{isSaved && <Pill shape="done">{t('saved.here', { ns: 'settings' })}</Pill>}</span>
        <Button htmlType="submit" disabled={!isChanged}>
          {t('rename.do')}
        </Button>
      </div>
    </PrivateForm>
  );
}
