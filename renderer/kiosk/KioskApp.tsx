import { useCallback, useEffect, useMemo, useReducer, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { Boundary } from './frame/Boundary';
import { BigButton } from './frame/BigButton';
import { Help } from './frame/Help';
import { Screen } from './frame/Screen';
import { createContact, type Contact } from './host/contact';
import type { Kept } from './host/kept';
import type { KioskHost } from './host/kiosk-host';
import type { Newer } from './host/newer';
import { useNewer } from './host/use-newer';
import { LeaveCorner } from './leave';
import { PageView } from './PageView';
import { PairPage } from './pairing/PairPage';
import { IdleSeconds } from './session/idle-seconds';
import { KioskProvider, type Kiosk } from './session/kiosk-context';
import { currentPage, isUntouched, newSession, sessionAfter } from './session/pages';
import { useIdle } from './session/use-idle';
import type { Reader } from './voice/reader';

interface KioskAppProps {
  readonly host: KioskHost;
  readonly kept: Kept;
  readonly reader: Reader;
  readonly newer: Newer;
}

/** The kiosk: until it is paired a form for staff, then one person after another. */
export function KioskApp({ host, kept, reader, newer }: KioskAppProps) {
  const [isPaired, setPaired] = useState(() => kept.token() !== null);
  const pair = useCallback(() => setPaired(true), []);
  useEffect(
    () =>
      host.onUnpaired(() => {
        kept.setToken(null);
        setPaired(false);
      }),
    [host, kept],
  );
  return (
    <>
      {isPaired ? (
        <Paired host={host} kept={kept} reader={reader} newer={newer} />
      ) : (
        <PairPage host={host} newer={newer} onPaired={pair} />
      )}
      <LeaveCorner />
    </>
  );
}

function Paired({ host, kept, reader, newer }: KioskAppProps) {
  const [contact] = useState(() => createContact(host, kept));
  useEffect(() => contact.start(), [contact]);
  const { state } = useSyncExternalStore(contact.onChange, contact.known);
  useEffect(() => {
    if (state === 'here') newer.look();
  }, [newer, state]);
  return <Sessions host={host} contact={contact} reader={reader} newer={newer} />;
}

interface SessionsProps {
  readonly host: KioskHost;
  readonly contact: Contact;
  readonly reader: Reader;
  readonly newer: Newer;
}

/** One person after the other; what was drawn for one is thrown away before the next. */
function Sessions({ host, contact, reader, newer }: SessionsProps) {
  const { i18n } = useTranslation('kiosk');
  const [session, dispatch] = useReducer(sessionAfter, 1, newSession);
  const wipe = useCallback(() => {
    reader.stop();
    dispatch({ kind: 'wipe' });
  }, [reader]);
  const { seconds, isHeld, touch, hold } = useIdle(!isUntouched(session), wipe);
  useNewer(newer, isUntouched(session));
  const { id, language, isLarge } = session;
  const ending = useMemo(() => ({ id, controller: new AbortController() }), [id]);
  useEffect(() => () => ending.controller.abort(), [ending]);
  useEffect(() => {
    void i18n.changeLanguage(language);
    document.documentElement.lang = language === 'en' ? 'en' : 'zh-CN';
  }, [i18n, language]);
  useEffect(() => {
    document.documentElement.dataset['size'] = isLarge ? 'large' : 'usual';
  }, [isLarge]);
  const kiosk = useMemo<Kiosk>(
    () => ({
      ...{ host, contact, reader, session, touch, hold },
      go: (page) => dispatch({ kind: 'go', page }),
      replace: (page) => dispatch({ kind: 'replace', page }),
      back: () => dispatch({ kind: 'back' }),
      home: () => dispatch({ kind: 'home' }),
      call: () => dispatch({ kind: 'call' }),
      hangUp: () => dispatch({ kind: 'hang-up' }),
      switchLanguage: () => dispatch({ kind: 'language' }),
      switchSize: () => dispatch({ kind: 'size' }),
      signal: ending.controller.signal,
    }),
    [host, contact, reader, session, touch, hold, ending],
  );
  return (
    <KioskProvider value={kiosk}>
      <IdleSeconds value={isHeld ? null : seconds}>
        <div key={id}>
          {/* The page stays as it is while somebody talks: what is half filled in is not lost. */}
          <div hidden={session.isCalling}>
            <Boundary key={session.stack.length} fallback={<Broken onHome={kiosk.home} />}>
              <PageView page={currentPage(session)} />
            </Boundary>
          </div>
          {session.isCalling && (
            <Boundary fallback={<Broken onHome={kiosk.home} />}>
              <Help />
            </Boundary>
          )}
        </div>
      </IdleSeconds>
    </KioskProvider>
  );
}

function Broken({ onHome }: { readonly onHome: () => void }) {
  const { t } = useTranslation('kiosk');
  return (
    <Screen part={t('kiosk')} title={t('kiosk')} onBack={onHome}>
      <div className="kiosk-one">
        <p className="kiosk-note" role="alert">
          {t('fault.page')}
        </p>
        <BigButton look="main" icon="home" onPress={onHome}>
          {t('home')}
        </BigButton>
      </div>
    </Screen>
  );
}
