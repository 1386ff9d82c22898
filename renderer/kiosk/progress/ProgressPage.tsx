import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TypePage } from '../keyboard/typing';
import { useKiosk } from '../session/kiosk-context';
import { useLookUp } from './use-look-up';

/** Longer than a code with spaces: a scanner types the whole address of a QR code into the field. */
const LONGEST = 300;

/** Where the code of a receipt, or of a ticket, is typed, scanned or held before the scanner. */
export function ProgressPage() {
  const { t } = useTranslation('kioskProgress');
  const { back } = useKiosk();
  const [code, setCode] = useState('');
  const { lookUp, trouble, forget } = useLookUp('go');
  const change = (typed: string) => {
    forget();
    setCode(typed.toUpperCase());
  };
  const own = trouble === 'typo' || trouble === 'unknown' ? t(trouble) : null;
  return (
    <TypePage
      part={t('part')}
      title={t('title')}
      sub={t('sub')}
      kind="code"
      maxLength={LONGEST}
      value={code}
      onChange={change}
      problem={own}
      fault={own === null && trouble !== null ? (trouble as Exclude<typeof trouble, 'typo' | 'unknown'>) : null}
      done={t('look')}
      onDone={() => void lookUp(code)}
      onBack={back}
    />
  );
}
