import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TicketOfCode } from '#shared/ipc/pad-api';
import { BigButton } from '../frame/BigButton';
import { Screen } from '../frame/Screen';
import { useKiosk } from '../session/kiosk-context';
import { CallBackPage } from './CallBackPage';
import { RatePage, type Given } from './RatePage';

/** Where a number stands, for whoever holds its ticket before the scanner; and its rating once it is done. */
export function NumberPage({ ticket }: { readonly ticket: TicketOfCode }) {
  const { t } = useTranslation('kioskProgress');
  const { back } = useKiosk();
  const [isRating, setRating] = useState(false);
  const [callBack, setCallBack] = useState<'asks' | 'typing' | 'done'>(ticket.asksPhone ? 'asks' : 'done');
  /** What was given here, after the page was asked for. */
  const [given, setGiven] = useState<Given | null>(null);
  const { code, number, state, ahead, counter, mayRate } = ticket;
  const rated = given?.grade ?? ticket.rated;
  if (isRating) return <RatePage ticketCode={code} onBack={() => setRating(false)} onRated={setGiven} />;
  if (callBack === 'typing')
    return <CallBackPage ticketCode={code} onDone={() => setCallBack('done')} onBack={() => setCallBack('asks')} />;
  const words =
    state === 'waiting'
      ? ahead === 0
        ? t('number.next')
        : t('number.waiting', { count: ahead })
      : t(`number.${state}`, { counter });
  return (
    <Screen part={t('part')} title={t('number.title', { number })} onBack={back} spoken={words}>
      <div className="kiosk-one">
        <p className="kiosk-note">{words}</p>
        {rated !== null && <p className="kiosk-note">{t('rated', { grade: t(`grade.${rated}`) })}</p>}
        {mayRate && given === null && (
          <BigButton look="main" icon="heart" onPress={() => setRating(true)}>
            {t('rate')}
          </BigButton>
        )}
        {callBack === 'asks' && (
          <BigButton look="main" icon="phone" onPress={() => setCallBack('typing')}>
            {t('call-back')}
          </BigButton>
        )}
      </div>
    </Screen>
  );
}
