import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { askToLeave, type Leaving } from './ask-to-leave';

/** A pad that nobody touches is gone before the next person comes. */
const IDLE_MS = 20_000;
const SHORTEST = 6;
const LONGEST = 10;
const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;

/** Where staff type the code that closes the kiosk. What is typed shows as dots. */
export function LeavePad({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('kioskLeave');
  const [code, setCode] = useState('');
  const [said, setSaid] = useState<Leaving | null>(null);
  const [isAsking, setAsking] = useState(false);
  const pad = useRef<HTMLDialogElement>(null);
  useEffect(() => pad.current?.showModal(), []);
  useEffect(() => {
    const timer = setTimeout(onClose, IDLE_MS);
    return () => clearTimeout(timer);
  }, [code, said, onClose]);

  const add = (digit: string) => {
    setSaid(null);
    setCode((typed) => (typed.length < LONGEST ? typed + digit : typed));
  };
  const remove = () => {
    setSaid(null);
    setCode((typed) => typed.slice(0, -1));
  };
  const send = async () => {
    setAsking(true);
    setSaid(await askToLeave(code));
    setCode('');
    setAsking(false);
  };
  return (
    <dialog ref={pad} className="kiosk-leave" aria-labelledby="kiosk-leave-title" onClose={onClose}>
      <h2 id="kiosk-leave-title">{t('title')}</h2>
      <output className="kiosk-leave-code" aria-label={t('typed', { count: code.length })}>
        {'●'.repeat(code.length)}
      </output>
      <p className="kiosk-leave-said" role="status">
        {said === null
          ? t('text')
          : said.kind === 'too-often'
            ? t('too-often', { count: said.waitSeconds })
            : t(said.kind)}
      </p>
      <div className="kiosk-leave-keys">
        {DIGITS.map((digit) => (
          <button key={digit} type="button" onClick={() => add(digit)}>
            {digit}
          </button>
        ))}
        <button type="button" className="kiosk-leave-word" onClick={remove} disabled={code === ''}>
          {t('remove')}
        </button>
        <button type="button" onClick={() => add('0')}>
          0
        </button>
        <button
          type="button"
          className="kiosk-leave-word"
          onClick={() => void send()}
          disabled={code.length < SHORTEST || isAsking}
        >
          {t('leave')}
        </button>
      </div>
      <button type="button" className="kiosk-leave-back" onClick={onClose}>
        {t('back')}
      </button>
    </dialog>
  );
}
