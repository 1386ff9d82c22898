import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TypePage } from '../keyboard/typing';
import { useArrival } from './use-arrival';

/** With a hyphen or a space, and what a scanner adds. */
const LONGEST = 20;
const CODE = /^[0-9A-Z]{8}$/;

/** Where the code of a booking is typed; the number comes on the ticket's own page. */
export function CodePage({ onBack }: { readonly onBack: () => void }) {
  const { t } = useTranslation('kioskBooking');
  const [code, setCode] = useState('');
  const { arrive, problem, fault, say } = useArrival();
  const change = (typed: string) => {
    say(null);
    setCode(typed.toUpperCase());
  };
  const take = () => (CODE.test(code.replaceAll(/[\s-]/g, '')) ? void arrive(code) : say(t('code.typo')));

  return (
    <TypePage
      part={t('part')}
      title={t('code.title')}
      sub={t('code.sub')}
      kind="code"
      maxLength={LONGEST}
      value={code}
      onChange={change}
      problem={problem}
      fault={fault}
      done={t('code.done')}
      onDone={take}
      onBack={onBack}
    />
  );
}
