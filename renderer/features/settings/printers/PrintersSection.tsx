import { useTranslation } from 'react-i18next';
import { printersViewSchema, printingPaths, type PrintersView } from '#shared/ipc/printing-api';
import { queuePaths, queueViewSchema } from '#shared/ipc/queue-api';
import { scanPaths, scanSettingsSchema, type ScanSettings } from '#shared/ipc/scans-api';
import { useStation } from '#renderer/data/index';
import { goTo, useLanguage, useLayout, usePlace } from '#renderer/ui/index';
import { Asked } from '../components/Asked';
import { settingsPlace } from '../places';
import { useLoaded } from '../use-loaded';
import { PrinterPanel } from './PrinterPanel';
import { PrintersCard } from './PrintersCard';
import { ScansCard } from './ScansCard';
import type { Spot } from './spots';
import './printers.css';

/** What the address names for a printer that is not there yet. */
const NEW = 'new';

interface Views {
  readonly view: PrintersView;
  readonly kiosks: readonly Spot[];
  readonly counters: readonly Spot[];
  readonly scans: ScanSettings;
}

/** Ticket printers and who prints on which, and the folder in which scanners save. */
export function PrintersSection() {
  const { t } = useTranslation('printers');
  const language = useLanguage();
  const { host, queue } = useStation();
  const loaded = useLoaded('printers', async (): Promise<Views> => {
    const [view, { terminals }, { hall }, scans] = await Promise.all([
      host.get(printingPaths.printers, printersViewSchema),
      queue.terminals(),
      host.get(queuePaths.queue, queueViewSchema),
      host.get(scanPaths.settings, scanSettingsSchema),
    ]);
    const nameOf = (label: { zh: string; en?: string | undefined }) =>
      language === 'en' ? (label.en ?? label.zh) : label.zh;
    return {
      ...{ view, scans },
      kiosks: terminals.flatMap(({ id, kind, name }) => (kind === 'kiosk' ? [{ id, name }] : [])),
      counters: hall.counters.map(({ id, name }) => ({ id, name: t('window', { id, name: nameOf(name) }) })),
    };
  });
  return <Asked loaded={loaded}>{(views) => <Printers {...views} onChanged={loaded.reload} />}</Asked>;
}

function Printers({ view, kiosks, counters, scans, onChanged }: Views & { readonly onChanged: () => void }) {
  const isTablet = useLayout() === 'tablet';
  const { printer = '' } = usePlace().query;
  const chosen = view.printers.find(({ id }) => id === printer) ?? null;
  const isOpen = chosen !== null || printer === NEW;
  const show = (next: string) => goTo(settingsPlace('printers', { printer: next }), { replace: isOpen });
  const panel = isOpen && (
    <PrinterPanel
      key={printer}
      printer={chosen}
      kiosks={kiosks}
      counters={counters}
      onChanged={onChanged}
      onClose={() => show('')}
    />
  );
  if (panel && isTablet) return <div className="settings-whole">{panel}</div>;
  return (
    <div className="settings-columns">
      <div className="printers-page">
        <PrintersCard
          printers={view.printers}
          spots={[...kiosks, ...counters]}
          selected={printer}
          onOpen={show}
          onAdd={() => show(NEW)}
          onChanged={onChanged}
        />
        <ScansCard settings={scans} onChanged={onChanged} />
      </div>
      {panel}
    </div>
  );
}
