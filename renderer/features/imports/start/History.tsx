import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStation, useUnsealed, type UndoOutcome } from '#renderer/data/index';
import { Dot, Empty, ErrorNotice, Loading, momentText, Pill, useLanguage, type Shape } from '#renderer/ui/index';
import { useStaffNames, useToday } from '../../people/index';
import { useCountsText } from '../components/counts';
import { useImports, type ImportEntry } from '../queries';
import { useRunningImport } from '../use-roster-work';

const SHAPES: Readonly<Record<ImportEntry['state'], Shape>> = {
  applying: 'progress',
  complete: 'done',
  undone: 'paused',
};

/** As many as somebody looks back over. */
const SHOWN = 50;

/** Every import with who, when and what came of it; each can be taken out again, and put back. */
export function History() {
  const { t } = useTranslation(['imports', 'ui']);
  const imports = useImports();
  if (!imports) return <Loading label={t('loading', { ns: 'ui' })} lines={3} />;
  if (imports.length === 0) return <Empty title={t('history.none')} text={t('history.none.text')} />;
  return (
    <ul className="import-history">
      {imports.slice(0, SHOWN).map((entry) => (
        <HistoryEntry key={entry.importUid} entry={entry} />
      ))}
    </ul>
  );
}

type Turning =
  | { readonly kind: 'no' | 'running' }
  | { readonly kind: 'undone'; readonly outcome: UndoOutcome }
  | { readonly kind: 'redone' }
  | { readonly kind: 'failed'; readonly error: unknown };

function HistoryEntry({ entry }: { readonly entry: ImportEntry }) {
  const { t } = useTranslation('imports');
  const language = useLanguage();
  const today = useToday();
  const station = useStation();
  const by = useStaffNames()(entry.by) ?? t('history.someone');
  const running = useRunningImport();
  const counts = useCountsText();
  const name = useUnsealed<string>(entry.fileName, { uid: entry.fileNameUid, field: 'fileName' });
  const [turning, setTurning] = useState<Turning>({ kind: 'no' });
  const turn = async () => {
    setTurning({ kind: 'running' });
    try {
      if (entry.state === 'undone') {
        await station.imports.redo(entry.importUid);
        setTurning({ kind: 'redone' });
      } else setTurning({ kind: 'undone', outcome: await station.imports.undo(entry.importUid) });
    } catch (error) {
      setTurning({ kind: 'failed', error });
    }
  };
  const title = name ?? t(name === null ? 'history.no-name' : 'history.opening');
  return (
    <li>
      <div className="import-entry">
        <b title={title}>{title}</b>
        <span className="end">
          <Pill shape={SHAPES[entry.state]}>{t(`state.${entry.state}`)}</Pill>
        </span>
        <span className="quiet">
          {momentText(entry.startedAtMs, today, language)}
          <Dot />
          {by}
          <Dot />
          {counts(entry.counts)}
        </span>
        {entry.state !== 'applying' && (
          <Button
            size="small"
            loading={turning.kind === 'running'}
            disabled={running !== null}
            aria-label={t(entry.state === 'undone' ? 'history.redo.of' : 'history.undo.of', { name: title })}
            onClick={() => void turn()}
          >
            {t(entry.state === 'undone' ? 'history.redo' : 'history.undo')}
          </Button>
        )}
      </div>
      <div role="status" className="import-outcome">
        {turning.kind === 'undone' && t('undo.done', { hidden: turning.outcome.hidden, back: turning.outcome.putBack })}
        {turning.kind === 'undone' &&
          turning.outcome.keptLater.length > 0 &&
          ` ${t('undo.kept', { count: turning.outcome.keptLater.length })}`}
        {turning.kind === 'redone' && t('redo.done')}
      </div>
      {turning.kind === 'failed' && <ErrorNotice error={turning.error} onRemedy={() => void turn()} />}
    </li>
  );
}
