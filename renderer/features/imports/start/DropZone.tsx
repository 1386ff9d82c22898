import { FileSpreadsheet } from 'lucide-react';
import { useId, useRef, useState, type DragEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorNotice } from '#renderer/ui/index';
import { useRosterWork } from '../use-roster-work';

interface DropZoneProps {
  readonly isBusy: boolean;
  readonly error: unknown;
}

const KINDS = ['people', 'homes', 'households', 'enterprises'] as const;

/** Takes a file, dropped or chosen; what is wrong with it stands below. */
export function DropZone({ isBusy, error }: DropZoneProps) {
  const { t } = useTranslation('imports');
  const [, work] = useRosterWork();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setIsOver] = useState(false);
  const take = (files: FileList | null) => {
    const file = files?.[0];
    if (file && !isBusy) void work.open(file);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    take(event.dataTransfer.files);
  };
  return (
    <section
      className={`drop-zone card${isOver ? ' is-over' : ''}`}
      aria-label={t('drop.label')}
      aria-busy={isBusy}
      onDragOver={(event) => (event.preventDefault(), setIsOver(true))}
      onDragLeave={() => setIsOver(false)}
      onDrop={drop}
    >
      <FileSpreadsheet size={36} strokeWidth={1.3} aria-hidden="true" />
      <div>
        <b>{t(isBusy ? 'drop.reading' : 'drop.title')}</b>
        <p>{t('drop.text')}</p>
        <ul className="drop-kinds">
          {KINDS.map((kind) => (
            <li key={kind}>{t(`drop.${kind}`)}</li>
          ))}
        </ul>
      </div>
      <label className="drop-button" htmlFor={id}>
        {t('drop.choose')}
        <input
          id={id}
          ref={input}
          type="file"
          className="visually-hidden"
          accept=".xlsx,.csv,.txt"
          disabled={isBusy}
          onChange={(event) => {
            take(event.target.files);
            // The same file again, mended in between, is another choice.
            event.target.value = '';
          }}
        />
      </label>
      {error !== null && <ErrorNotice error={error} onRemedy={() => input.current?.click()} />}
    </section>
  );
}
