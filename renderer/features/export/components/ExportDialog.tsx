import { Button, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession, type RegisterKind, type TableFormat } from '#renderer/data/index';
import { Choice, ErrorNotice, Pill } from '#renderer/ui/index';
import { useToday } from '../../people/index';
import { useExportColumns, type NamedColumn } from '../columns';
import type { ExportSource } from '../source';
import { useExport } from '../use-export';
import { useFileWords } from '../use-file-words';
import { ExportProgress } from './ExportProgress';
import '../export.css';

interface Choices {
  readonly format: TableFormat;
  readonly columns: 'shown' | 'all';
  readonly values: 'masked' | 'full';
}

interface ExportDialogProps<K extends RegisterKind> {
  readonly source: ExportSource<K>;
  readonly onClose: () => void;
}

/** Asks how, writes the file, and says when it is there. Closing stops what runs. */
export function ExportDialog<K extends RegisterKind>({ source, onClose }: ExportDialogProps<K>) {
  const { t } = useTranslation('export');
  const { kind, ids, title, filters = [], query } = source;
  const today = useToday();
  const words = useFileWords();
  const all: readonly NamedColumn<K>[] = useExportColumns()[kind];
  const mayUnmask = useSession().staff.functions.includes('export');
  const [choices, setChoices] = useState<Choices>({ format: 'xlsx', columns: 'shown', values: 'masked' });
  const { state, start, stop } = useExport<K>();
  const isUnmasked = mayUnmask && choices.values === 'full';

  const begin = () => {
    const { format } = choices;
    const about = { title, filters, isChosen: ids !== undefined, isUnmasked };
    const order = {
      kind,
      today,
      format,
      isUnmasked,
      rows: ids ? { ids } : { query },
      columns: choices.columns === 'all' ? all : shownOf(all, source.columns),
      sheetName: title,
      notes: (rows: number) => words.notes(about, rows),
    };
    void start(order, `${words.name(title)}.${format}`);
  };

  return (
    <Modal open title={t('title', { what: title })} footer={null} onCancel={onClose} width={480} destroyOnHidden>
      <div className="export-dialog">
        {state.kind === 'running' && <ExportProgress state={state} isUnmasked={isUnmasked} onStop={stop} />}
        {state.kind === 'done' && (
          <>
            <div role="status">
              <Pill shape="done">{t('done.text')}</Pill>
            </div>
            <div className="form-actions">
              <Button type="primary" autoFocus onClick={onClose}>
                {t('done.close')}
              </Button>
            </div>
          </>
        )}
        {(state.kind === 'choosing' || state.kind === 'failed') && (
          <>
            {state.kind === 'failed' && <ErrorNotice error={state.error} onRemedy={begin} />}
            <ExportChoices source={source} choices={choices} onChange={setChoices} mayUnmask={mayUnmask} />
            <div className="form-actions">
              <Button onClick={onClose}>{t('cancel')}</Button>
              <Button type="primary" onClick={begin}>
                {t('start')}
              </Button>
            </div>
          </>
        )}
      </div>
    </Modal>
  );
}

interface ExportChoicesProps<K extends RegisterKind> {
  readonly source: ExportSource<K>;
  readonly choices: Choices;
  readonly onChange: (choices: Choices) => void;
  readonly mayUnmask: boolean;
}

function ExportChoices<K extends RegisterKind>({ source, choices, onChange, mayUnmask }: ExportChoicesProps<K>) {
  const { t } = useTranslation('export');
  const { ids, count } = source;
  const choice = <N extends keyof Choices>(name: N, values: readonly Choices[N][]) => (
    <div className="export-choice">
      <span>{t(name)}</span>
      <Choice
        label={t(name)}
        options={values.map((value) => ({ value, label: t(`${name}.${value}`) }))}
        value={choices[name]}
        onChange={(value) => value !== null && onChange({ ...choices, [name]: value })}
      />
    </div>
  );
  return (
    <>
      {ids ? <p>{t('count.chosen', { count: ids.length })}</p> : count !== undefined && <p>{t('count', { count })}</p>}
      {choice('format', ['xlsx', 'csv'])}
      {choice('columns', ['shown', 'all'])}
      {mayUnmask ? (
        <>
          {choice('values', ['masked', 'full'])}
          <p className="export-note" role="status">
            {t(`values.${choices.values}.text`)}
          </p>
        </>
      ) : (
        <p className="export-note">{t('values.only-masked')}</p>
      )}
    </>
  );
}

/** The list's columns in the list's order; those that a file has no column for are left out. */
function shownOf<K extends RegisterKind>(
  all: readonly NamedColumn<K>[],
  shown: readonly string[],
): readonly NamedColumn<K>[] {
  const named = (id: string) => all.filter((column) => column.id === id);
  const [first] = all;
  const isShown = first === undefined || shown.includes(first.id);
  return [...(isShown ? [] : [first]), ...shown.flatMap(named)];
}
