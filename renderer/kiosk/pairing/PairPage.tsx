import { useEffect, useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { BigButton } from '../frame/BigButton';
import type { Pairing } from '#renderer/ui/pairing/index';
import type { KioskHost } from '../host/kiosk-host';
import type { Newer } from '../host/newer';
import { useNewer } from '../host/use-newer';
import './pairing.css';

interface PairPageProps {
  readonly host: Pick<KioskHost, 'pair'>;
  readonly newer: Newer;
  readonly onPaired: () => void;
}

const CODE_LENGTH = 8;
const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0'] as const;
/** `#pair=12345678`: a link that a practice station hands out pairs by itself, once. */
const FRAGMENT = /^#pair=([0-9]{8})$/;

/** Where staff type the code that makes this screen a kiosk of the hall. */
export function PairPage({ host, newer, onPaired }: PairPageProps) {
  const { t } = useTranslation('kiosk');
  const [code, setCode] = useState('');
  const [said, setSaid] = useState<Exclude<Pairing, 'paired'> | null>(null);
  useNewer(newer, code === '');
  const type = (digits: string) => {
    setSaid(null);
    setCode(digits.replaceAll(/[^0-9]/g, '').slice(0, CODE_LENGTH));
  };
  const pair = async (wanted: string) => {
    if (wanted.length !== CODE_LENGTH) return setSaid('wrong');
    const outcome = await host.pair(wanted);
    if (outcome === 'paired') return onPaired();
    setSaid(outcome);
  };
  useEffect(() => {
    const given = FRAGMENT.exec(location.hash)?.[1];
    if (given === undefined) return;
    // It is good once, and nobody should find it in the address afterwards.
    history.replaceState(null, '', location.pathname + location.search);
    void host.pair(given).then((outcome) => (outcome === 'paired' ? onPaired() : setSaid(outcome)));
  }, [host, onPaired]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void pair(code);
  };
  return (
    <main className="kiosk-pairing">
      <form onSubmit={submit}>
        <div>
          <h1>{t('pair.title')}</h1>
          <p id="kiosk-pair-text">{t('pair.text')}</p>
          <label htmlFor="kiosk-pair-code">{t('pair.label')}</label>
          <input
            id="kiosk-pair-code"
            aria-describedby="kiosk-pair-text"
            aria-invalid={said === 'wrong'}
            inputMode="none"
            autoComplete="off"
            value={code}
            onChange={(event) => type(event.target.value)}
          />
          {said && (
            <p className="kiosk-fault" role="alert">
              {t(`pair.${said}`)}
            </p>
          )}
        </div>
        <div className="kiosk-pairing-pad">
          {DIGITS.map((digit) => (
            <button key={digit} type="button" onClick={() => type(code + digit)}>
              {digit}
            </button>
          ))}
          <button type="button" onClick={() => type(code.slice(0, -1))}>
            {t('pair.erase')}
          </button>
          <BigButton look="main" onPress={() => pair(code)}>
            {t('pair.do')}
          </BigButton>
        </div>
      </form>
    </main>
  );
}
