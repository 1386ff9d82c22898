import { useTranslation } from 'react-i18next';
import { QrCode } from '#renderer/ui/qr/index';
import { showReceipt } from '#shared/domain/incidents/receipt';
import { BigButton } from '../frame/BigButton';
import { Screen } from '../frame/Screen';
import { usePrinting, type Printing } from '../host/use-printing';
import { useKiosk, useKnown } from '../session/kiosk-context';
import './hand-in.css';

interface ReceiptPageProps {
  readonly part: string;
  /** Null where the host could not give one at this moment. */
  readonly receipt: string | null;
  /** What comes now, in sentences. */
  readonly next: readonly string[];
}

/** Answer first: it is handed in, and under which code. It prints by itself. */
export function ReceiptPage({ part, receipt, next }: ReceiptPageProps) {
  const { t } = useTranslation('kioskHandIn');
  const { home } = useKiosk();
  const { t: frame } = useTranslation('kiosk');
  if (receipt !== null) return <Receipt part={part} receipt={receipt} next={next} />;
  return (
    <Screen part={part} tone="done" title={t('receipt.none')} sub={t('receipt.none.sub')} onBack={home}>
      <div className="kiosk-one">
        <BigButton look="main" icon="home" onPress={home}>
          {frame('home')}
        </BigButton>
      </div>
    </Screen>
  );
}

function Receipt({ part, receipt, next }: ReceiptPageProps & { readonly receipt: string }) {
  const { t } = useTranslation('kioskHandIn');
  const { home: goHome } = useKiosk();
  const { home } = useKnown();
  const { printing, print } = usePrinting({ what: 'receipt', receipt }, true);
  const phone = home?.phone ?? null;
  const why = whyNoPaper(printing);
  return (
    <Screen
      part={part}
      tone="done"
      title={t(titleOf(printing))}
      sub={hasPaper(printing) ? t('receipt.sub') : t('receipt.sub.remember', { why: why === null ? '' : t(why) })}
      onBack={goHome}
      spoken={t(titleOf(printing))}
    >
      <div className="kiosk-receipt">
        <section>
          <p>{t('receipt.yours')}</p>
          <strong>{showReceipt(receipt)}</strong>
          {next.map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
        </section>
        <div className="kiosk-receipt-foot">
          {phone !== null && (
            <div className="kiosk-qr is-small">
              <QrCode text={`${phone}/p/${receipt}`} label={t('receipt.qr')} />
              <p>{t('receipt.scan')}</p>
            </div>
          )}
          {printing !== 'no-printer' && (
            <BigButton icon="printer" className="is-strong" disabled={printing === 'printing'} onPress={print}>
              {t('receipt.again')}
            </BigButton>
          )}
        </div>
      </div>
    </Screen>
  );
}

const hasPaper = (printing: Printing): boolean =>
  printing === 'printing' || printing === 'printed' || printing === 'busy';

const titleOf = (printing: Printing): string => {
  if (printing === 'printing') return 'receipt.printing';
  return hasPaper(printing) ? 'receipt.title' : 'receipt.title.remember';
};

/** Why nobody has a receipt in the hand; null where there never was a printer, or nothing is the matter. */
const whyNoPaper = (printing: Printing): string | null =>
  hasPaper(printing) || printing === 'idle' || printing === 'no-printer' ? null : `why.${printing}`;
