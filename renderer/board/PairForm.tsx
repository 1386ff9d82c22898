import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { BoardHost, Pairing } from './board-host';

interface PairFormProps {
  readonly host: Pick<BoardHost, 'pair'>;
  readonly onPaired: () => void;
}

const CODE = /^[0-9]{8}$/;

/** Where the code is typed that makes this screen a board of the hall. */
export function PairForm({ host, onPaired }: PairFormProps) {
  const { t } = useTranslation();
  const [code, setCode] = useState('');
  const [said, setSaid] = useState<Exclude<Pairing, 'paired'> | null>(null);
  const digits = code.replaceAll(/\s/g, '');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!CODE.test(digits)) return setSaid('wrong');
    void host.pair(digits).then((outcome) => (outcome === 'paired' ? onPaired() : setSaid(outcome)));
  };
  return (
    <main className="board-pairing">
      <form onSubmit={submit}>
        <h1>{t('pair.title')}</h1>
        <p id="pair-text">{t('pair.text')}</p>
        <label htmlFor="pair-code">{t('pair.label')}</label>
        <input
          id="pair-code"
          aria-describedby="pair-text"
          aria-invalid={said === 'wrong'}
          inputMode="numeric"
          autoComplete="off"
          maxLength={12}
          value={code}
          onChange={(event) => setCode(event.target.value)}
        />
        {said && <p role="alert">{t(`pair.${said}`)}</p>}
        <button type="submit">{t('pair.do')}</button>
      </form>
    </main>
  );
}
