import { FileKey2 } from 'lucide-react';
import { useId, useState, type DragEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { StationFile } from '#shared/ipc/upstream-api';
import { useSession } from '#renderer/data/index';
import { StatusShape } from '#renderer/ui/index';
import { MOST_BYTES, readStationFile, type StationFileReading } from './station-file';

/** Takes the file that the district made for this station, dropped or chosen; nothing that stands in it is shown here. */
export function StationFileDrop({ onRead }: { readonly onRead: (file: StationFile) => void }) {
  const { t } = useTranslation('upstream');
  const { station } = useSession();
  const id = useId();
  const [isOver, setIsOver] = useState(false);
  const [reading, setReading] = useState<StationFileReading | 'unreadable' | null>(null);
  const take = async (files: FileList | null) => {
    const file = files?.[0];
    if (!file) return;
    setReading(null);
    try {
      // One byte more than is allowed says that there are too many; a film is not read into memory for that.
      const bytes = new Uint8Array(await file.slice(0, MOST_BYTES + 1).arrayBuffer());
      const found = readStationFile(bytes, station.id);
      setReading(found);
      if (found.kind === 'right') onRead(found.file);
    } catch {
      setReading('unreadable');
    }
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    void take(event.dataTransfer.files);
  };
  return (
    <section
      className={`station-file${isOver ? ' is-over' : ''}`}
      aria-label={t('file')}
      onDragOver={(event) => (event.preventDefault(), setIsOver(true))}
      onDragLeave={() => setIsOver(false)}
      onDrop={drop}
    >
      <FileKey2 size={24} strokeWidth={1.5} aria-hidden="true" />
      <div>
        <b>{t('file')}</b>
        <p>{t('file.text')}</p>
      </div>
      <label className="station-file-choose" htmlFor={id}>
        {t('file.choose')}
        <input
          id={id}
          type="file"
          className="visually-hidden"
          accept=".json,application/json"
          onChange={(event) => {
            void take(event.target.files);
            // The same file again, made anew in between, is another choice.
            event.target.value = '';
          }}
        />
      </label>
      <div className="station-file-said" role="status">
        {reading && <Said reading={reading} />}
      </div>
    </section>
  );
}

function Said({ reading }: { readonly reading: StationFileReading | 'unreadable' }) {
  const { t } = useTranslation('upstream');
  const isRight = reading !== 'unreadable' && reading.kind === 'right';
  const said = (): string => {
    if (reading === 'unreadable') return t('file.unreadable');
    if (reading.kind === 'right') return t('file.read');
    if (reading.problem === 'other-station') return t('file.other-station', { station: reading.station ?? '' });
    return t(`file.${reading.problem}`);
  };
  return (
    <p>
      <StatusShape shape={isRight ? 'done' : 'due'} size={16} />
      <span>{said()}</span>
    </p>
  );
}
