import { Button } from 'antd';
import { Printer } from 'lucide-react';
import { useState } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import type { Paper, RollWidth } from '#shared/domain/paper/paper';
import { Choice } from '#renderer/ui/index';
import { PaperRoll, PaperSheet } from './PaperRoll';
import { TicketPrinting } from './TicketPrinting';
import { useTicketPrinters } from './use-ticket-printers';
import './papers.css';

/** Papers that something is handed out on; each has a page of its own in `papers.css`. */
const SIZES = ['roll58', 'roll80', 'a5'] as const;
type Size = (typeof SIZES)[number];
const ROLL: Readonly<Record<Exclude<Size, 'a5'>, RollWidth>> = { roll58: 58, roll80: 80 };

interface PrintPaperProps {
  /** What stands on the paper; it is shown as it will be printed. */
  readonly paper: Paper;
}

/** A paper for a resident: shown at its true width, printed on a ticket printer of the hall or by the browser, on a roll or on a sheet. */
export function PrintPaper({ paper }: PrintPaperProps) {
  const { t } = useTranslation('papers');
  const [chosen, setSize] = useState<Size | null>(null);
  const tickets = useTicketPrinters();
  const size: Size = chosen ?? (tickets.printer?.width === 58 ? 'roll58' : 'roll80');
  const drawn = size === 'a5' ? <PaperSheet paper={paper} /> : <PaperRoll paper={paper} width={ROLL[size]} />;
  const hasPrinter = tickets.printers.length > 0;
  return (
    <div className="print-paper">
      <div className={`paper-shown is-${size}`} tabIndex={0} role="group" aria-label={t('shown')}>
        {drawn}
      </div>
      {hasPrinter && <TicketPrinting paper={paper} tickets={tickets} />}
      <Choice
        label={t(hasPrinter ? 'size.otherwise' : 'size')}
        options={SIZES.map((value) => ({ value, label: t(`size.${value}`) }))}
        value={size}
        onChange={(value) => setSize(value ?? size)}
      />
      <Button icon={<Printer size={16} aria-hidden="true" />} onClick={() => print()}>
        {t(hasPrinter ? 'print.otherwise' : 'print')}
      </Button>
      {createPortal(
        <div className={`paper-printed is-${size}`} aria-hidden="true">
          {drawn}
        </div>,
        document.body,
      )}
    </div>
  );
}
