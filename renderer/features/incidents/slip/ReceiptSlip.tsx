import { useTranslation } from 'react-i18next';
import { clockAtStation, dateAtStation } from '#shared/domain/calendar/date';
import { showReceipt } from '#shared/domain/incidents/receipt';
import { useSession } from '#renderer/data/index';
import { QrCode } from '#renderer/ui/qr/index';
import { useCategoryText } from '../names';
import type { ShownIncident } from '../view';
import type { ResidentPagesState } from './use-resident-pages';

interface ReceiptSlipProps {
  readonly view: ShownIncident;
  readonly receipt: string;
  readonly pages: ResidentPagesState;
}

/**
 * The receipt as it is handed to a resident: station, code, and the way to the page about it. No title, place or name stands on it, since
 * papers get lost.
 */
export function ReceiptSlip({ view, receipt, pages }: ReceiptSlipProps) {
  const { t } = useTranslation('incidents');
  const { station } = useSession();
  const categoryText = useCategoryText();
  const code = showReceipt(receipt);
  return (
    <div className="receipt-slip">
      <p className="receipt-station">{station.name}</p>
      <h2>{t('slip.title')}</h2>
      {pages.kind === 'open' && <QrCode text={receiptAddress(pages.origin, receipt)} label={t('slip.qr', { code })} />}
      <dl>
        <dt>{t('slip.code')}</dt>
        <dd className="receipt-code">{code}</dd>
        <dt>{t('slip.reported')}</dt>
        <dd>{t('slip.moment', writtenOut(view.record.reportedAtMs))}</dd>
        {view.category && (
          <>
            <dt>{t('slip.category')}</dt>
            <dd>{categoryText(view.category.name)}</dd>
          </>
        )}
      </dl>
      <p className="receipt-how">{t(pages.kind === 'open' ? 'slip.how' : 'slip.how.ask')}</p>
      {pages.kind === 'open' && <p className="receipt-address">{pages.origin}</p>}
    </div>
  );
}

/** A moment with its whole date: paper outlives the day. */
function writtenOut(ms: number) {
  const [year = '', month = '', day = ''] = dateAtStation(ms).split('-');
  return { year, month, day, time: clockAtStation(ms).slice(0, 5) };
}

/** The page about a receipt. */
const receiptAddress = (origin: string, receipt: string): string => `${origin}/p/${receipt}`;
