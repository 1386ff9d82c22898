import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';

/** What came of typing a code. */
export type Pairing = 'paired' | 'wrong' | 'too-often' | 'away';

interface PairFormProps {
  readonly pair: (code: string) => Promise<Pairing>;
  readonly onPaired: () => void;
  readonly className: string;
}

const CODE = /^[0-9]{8}$/;

/** Where the code is typed that makes a screen one of the hall’s: `pair.…` of the words that the screen comes with. */
export function PairForm({ pair, onPaired, className }: PairFormProps) {
  const { t } = useTranslation();
  const [code, setCode] = useState('');
  const [said, setSaid] = useState<Exclude<Pairing, 'paired'> | null>(null);
  const digits = code.replaceAll(/\s/g, '');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!CODE.test(digits)) return setSaid('wrong');
    void pair(digits).then((outcome) => (outcome === 'paired' ? onPaired() : setSaid(outcome)));
  };
  return (
    <main className={className}>
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
