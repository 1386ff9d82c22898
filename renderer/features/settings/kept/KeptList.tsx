import { useTranslation } from 'react-i18next';
import type { DeviceView, KeptView } from '#shared/ipc/admin-api';
import { momentText, Pill, useLanguage, type Shape } from '#renderer/ui/index';
import { useToday } from '../../people/index';
import { SettingsRows, useRowScale, type RowScale } from '../components/SettingsRows';
import { useKeptWords } from './words';

interface KeptListProps {
  readonly rows: readonly KeptView[];
  readonly devices: readonly DeviceView[];
  readonly selected: string;
  readonly onOpen: (entry: KeptView) => void;
}

const COLUMNS = ['type', 'author', 'device', 'at', 'why'] as const;
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
  const scale = useRowScale();
  const cells = useCells(devices, scale);
  return (
    <SettingsRows
      noun="kept"
      columns={COLUMNS.map((name) => ({ name, title: t(`col.${name}`) }))}
      label={t('list')}
      rows={rows}
      keyOf={({ id }) => id}
      selected={selected}
      onOpen={onOpen}
      scale={scale}
      cells={cells}
    />
  );
}

function useCells(devices: readonly DeviceView[], scale: RowScale): (entry: KeptView) => React.ReactNode {
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
