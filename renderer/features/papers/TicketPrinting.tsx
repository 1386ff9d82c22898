import { Button } from 'antd';
import { Printer } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Paper } from '#shared/domain/paper/paper';
import { printAnswerSchema, printingPaths, type PrintAnswer } from '#shared/ipc/printing-api';
import { useStation } from '#renderer/data/index';
import { ErrorNotice, Select } from '#renderer/ui/index';
import { PrintOutcomeText } from './PrintOutcomeText';
import type { TicketPrinters } from './use-ticket-printers';

/** A paper may wait for others and then print: longer than an ordinary question. */
const PRINT_MS = 75_000;

interface TicketPrintingProps {
  readonly paper: Paper;
  readonly tickets: TicketPrinters;
}

/** Prints on a ticket printer of the hall and says what became of it. */
export function TicketPrinting({ paper, tickets }: TicketPrintingProps) {
  const { t } = useTranslation('papers');
  const { host, newUid } = useStation();
  const { printers, printer, choose } = tickets;
  const [isBusy, setBusy] = useState(false);
  const [answer, setAnswer] = useState<PrintAnswer | null>(null);
  const [error, setError] = useState<unknown>(null);
  // Kept where no answer came: the host prints the same request once, so that pressing again doubles nothing.
  const request = useRef<string | null>(null);
  const run = async () => {
    if (!printer || isBusy) return;
    setBusy(true);
    setAnswer(null);
    setError(null);
    request.current ??= newUid();
    try {
      const wish = { request: request.current, printer: printer.id, paper };
      setAnswer(await host.post(printingPaths.print, wish, printAnswerSchema, PRINT_MS));
      request.current = null;
    } catch (thrown) {
      setError(thrown);
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="ticket-printing">
      {printers.length > 1 && (
        <Select
          label={t('printer')}
          value={printer?.id ?? ''}
          onChange={(id) => {
            request.current = null;
            choose(id);
          }}
        >
          {!printer && <option value="">{t('print.choose')}</option>}
          {printers.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
      )}
      <Button
        type="primary"
        icon={<Printer size={16} aria-hidden="true" />}
        disabled={!printer}
        loading={isBusy}
        onClick={() => void run()}
      >
        {printer ? t('print.on', { printer: printer.name }) : t('print.choose')}
      </Button>
      <div role="status">{answer && <PrintOutcomeText answer={answer} />}</div>
      {error !== null && <ErrorNotice error={error} onRemedy={() => void run()} />}
    </div>
  );
}
