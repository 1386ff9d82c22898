import { useTranslation } from 'react-i18next';
import type { DeviceView, KeptView } from '#shared/ipc/admin-api';
import { momentText, Pill, useLanguage, useLayout, WindowedRows, type Shape } from '#renderer/ui/index';
import { useToday } from '../../people/index';
import { useKeptWords } from './words';

interface KeptListProps {
  readonly rows: readonly KeptView[];
  readonly devices: readonly DeviceView[];
  readonly selected: string;
  readonly onOpen: (entry: KeptView) => void;
}

const COLUMNS = ['type', 'author', 'device', 'at', 'why'] as const;
const ROW_HEIGHT = { desk: 44, touch: 88 } as const;
const SHAPES: Readonly<Record<KeptView['why'], Shape>> = {
  revoked: 'alert',
  rights: 'paused',
  discarded: 'note',
  deposited: 'outgoing',
};

/** Why it is kept; for what was written after all, that. */
export function KeptState({ entry }: { readonly entry: KeptView }) {
  const { t } = useTranslation('kept');
  if (entry.delivered) return <Pill shape="done">{t('delivered')}</Pill>;
  return <Pill shape={SHAPES[entry.why]}>{t(`why.${entry.why}`)}</Pill>;
}

/** Kept records as rows: what, whose, from which device, when, why. */
export function KeptList({ rows, devices, selected, onOpen }: KeptListProps) {
  const { t } = useTranslation('kept');
  const scale = useLayout() === 'tablet' ? 'touch' : 'desk';
  const cells = useCells(devices, scale);
  const head = COLUMNS.map((column) => (
    <span key={column} role="columnheader" className={`kept-${column}`}>
      {t(`col.${column}`)}
    </span>
  ));
  return (
    <div className="kept-rows">
      <WindowedRows
        label={t('list')}
        rows={rows}
        rowHeight={ROW_HEIGHT[scale]}
        keyOf={({ id }) => id}
        selectedKey={selected}
        onOpen={onOpen}
        head={scale === 'desk' ? head : null}
        cells={cells}
      />
    </div>
  );
}

function useCells(devices: readonly DeviceView[], scale: 'desk' | 'touch'): (entry: KeptView) => React.ReactNode {
  const { t } = useTranslation('kept');
  const language = useLanguage();
  const today = useToday();
  const words = useKeptWords(devices);
  const at = ({ atMs }: KeptView) => momentText(atMs, today, language);
  if (scale === 'touch') {
    return (entry) => (
      <div role="gridcell" className="settings-touch-row">
        <div>
          <b>{t('row.of', { type: words.type(entry), place: words.place(entry) })}</b>
          <span className="end">
            <KeptState entry={entry} />
          </span>
        </div>
        <div>
          <span>{[words.person(entry.author), words.device(entry), at(entry)].join(' · ')}</span>
        </div>
      </div>
    );
  }
  return (entry) => (
    <>
      <span role="gridcell" className="kept-type">
        <b>{t('row.of', { type: words.type(entry), place: words.place(entry) })}</b>
      </span>
      <span role="gridcell" className="kept-author">
        {words.person(entry.author)}
      </span>
      <span role="gridcell" className="kept-device" title={words.device(entry)}>
        {words.device(entry)}
      </span>
      <span role="gridcell" className="kept-at">
        {at(entry)}
      </span>
      <span role="gridcell" className="kept-why">
        <KeptState entry={entry} />
      </span>
    </>
  );
}
