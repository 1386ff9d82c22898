import { useTranslation } from 'react-i18next';
import type { Fault } from '../host/answer';
import { useKnown } from '../session/kiosk-context';

/** What went wrong, in words, beside what it went wrong with; it changes by itself when the host is back. */
export function FaultNote({ fault, text }: { readonly fault?: Fault | null; readonly text?: string | null }) {
  const { t } = useTranslation('kiosk');
  const { state } = useKnown();
  const said = text ?? (fault ? t(fault === 'away' && state === 'here' ? 'fault.back' : `fault.${fault}`) : null);
  return said === null ? null : (
    <p className="kiosk-fault" role="alert">
      {said}
    </p>
  );
}
