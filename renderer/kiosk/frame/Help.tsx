import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { callPage } from '../slots';
import { useHoldIdle, useKiosk, useKnown } from '../session/kiosk-context';
import { BigButton } from './BigButton';
import { Screen } from './Screen';

const CallPage = callPage ? lazy(callPage) : null;

/** Over the page that somebody was on: a person to talk to, or, where nobody can be called, where to find one. */
export function Help() {
  const { t } = useTranslation('kiosk');
  const { host, hangUp } = useKiosk();
  const { home, state } = useKnown();
  const [isEngaged, setEngaged] = useState(false);
  // Settled by the press: a voice that goes on without the host is not cut off by it.
  const [isCallable] = useState(() => home?.offers.call === true && state !== 'away');
  useHoldIdle(isEngaged);
  if (CallPage && isCallable)
    return (
      <Screen part={t('help.title')} title={t('help.title')} onBack={hangUp}>
        <Suspense fallback={<p className="kiosk-note">{t('wait.loading')}</p>}>
          <CallPage token={host.token} onLeave={hangUp} onEngaged={setEngaged} />
        </Suspense>
      </Screen>
    );
  return (
    <Screen part={t('help.title')} title={t('help.title')} onBack={hangUp}>
      <div className="kiosk-one">
        <p className="kiosk-note">{t(state === 'away' ? 'help.away' : 'help.words')}</p>
        <BigButton look="main" onPress={hangUp}>
          {t('help.done')}
        </BigButton>
      </div>
    </Screen>
  );
}
