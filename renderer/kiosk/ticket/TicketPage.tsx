import { useTranslation } from 'react-i18next';
import { BigButton } from '../frame/BigButton';
import { Screen } from '../frame/Screen';
import { Scroll } from '../frame/Scroll';
import { usePrinting, type Printing } from '../host/use-printing';
import { useKiosk, useKnown } from '../session/kiosk-context';
import type { Taken } from '../session/pages';
import { useLabel } from '../use-label';
import './ticket.css';

/** Papers that are named on the ticket's page; the whole list is under 要带什么. */
const PAPERS_NAMED = 2;

/** Answer first: the number, how many are before it, and what comes now. It prints by itself. */
export function TicketPage({ taken }: { readonly taken: Taken }) {
  const { t } = useTranslation('kioskTicket');
  const { home: goHome } = useKiosk();
  const { home, catalogue } = useKnown();
  const label = useLabel();
  const { day, number, ahead, expectedMs, wish } = taken;
  const { printing, print } = usePrinting({ what: 'ticket', number, day }, true);
  const line = home?.groups.find(({ letter }) => letter === number.charAt(0));
  const materials = catalogue?.items.find((item) => item.number === wish.itemNumber)?.materials ?? [];
  const papers = materials
    .filter(({ need }) => need === 'required')
    .slice(0, PAPERS_NAMED)
    .map(({ name }) => name)
    .join(t('papers.and'));
  const minutes = expectedMs === null ? null : Math.max(1, Math.round(expectedMs / 60_000));
  const spoken = t('spoken', {
    number: [...number].join(' '),
    ahead: ahead === 0 ? t('spoken.next') : t('spoken.ahead', { count: ahead }),
  });
  const why = whyNoPaper(printing);
  return (
    <Screen
      part={t('part')}
      tone="done"
      title={t(why ? 'done.remember' : printing === 'printing' ? 'done.printing' : 'done.taken')}
      sub={why ? t('done.remember.sub', { why: t(why) }) : undefined}
      onBack={goHome}
      spoken={spoken}
    >
      <div className="kiosk-ticket-page">
        <section className="kiosk-ticket">
          <p className="kiosk-ticket-line">
            {t('your-number')}
            {line && (
              <>
                <i aria-hidden="true" />
                {label(line.name)}
              </>
            )}
          </p>
          <strong>{number}</strong>
          <span className="kiosk-ticket-cut" />
          <div className="kiosk-ticket-two">
            <p>
              <span>{t('ahead')}</span>
              <b>{ahead}</b> <em>{t('ahead.unit', { count: ahead })}</em>
            </p>
            <p>
              <span>{t('wait')}</span>
              {minutes === null ? (
                <em>{t('wait.unknown')}</em>
              ) : (
                <>
                  <b>{minutes}</b> <em>{t('wait.unit', { count: minutes })}</em>
                </>
              )}
            </p>
          </div>
        </section>
        <div className="kiosk-ticket-next">
          <Scroll>
            <section className="kiosk-steps">
              <h2>{t('next')}</h2>
              <ol>
                <li>{t('next.sit')}</li>
                <li>{t('next.listen', { number })}</li>
                <li>{papers === '' ? t('next.papers.usual') : t('next.papers', { papers })}</li>
              </ol>
            </section>
          </Scroll>
          {printing === 'busy' && (
            <p className="kiosk-fault" role="alert">
              {t('print.busy')}
            </p>
          )}
          {printing !== 'no-printer' && (
            <BigButton icon="printer" className="is-strong" disabled={printing === 'printing'} onPress={print}>
              {t('again')}
            </BigButton>
          )}
        </div>
      </div>
    </Screen>
  );
}

/** Why nobody has a ticket in the hand; null while it comes or came. */
function whyNoPaper(printing: Printing): string | null {
  switch (printing) {
    case 'no-printer':
    case 'no-paper':
    case 'cover-open':
    case 'fault':
    case 'away':
    case 'unsure':
      return `paper.${printing}`;
    case 'idle':
    case 'printing':
    case 'printed':
    case 'busy':
      return null;
  }
}
