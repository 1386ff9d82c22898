import { Button } from 'antd';
import { Ellipsis } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { allowedSteps } from '#shared/domain/incidents/rights';
import { useSession } from '#renderer/data/index';
import { PopoverButton } from '#renderer/ui/index';
import { useMayWrite } from '../../people/index';
import type { ShownIncident } from '../view';
import type { FormStep } from './step-draft';
import { StepForm } from './StepForm';
import './steps.css';

interface IncidentActionsProps {
  readonly view: ShownIncident;
}

/** The way on stands by itself, then these; the rest lies behind a button. */
const BESIDE = 3;

/** Asked for most often, and by short words; the others follow in the order of the work. */
const OFTEN: readonly FormStep[] = ['transfer', 'supervise', 'return', 'fail', 'reject', 'duplicate'];
const placeOf = (kind: FormStep): number => (OFTEN.includes(kind) ? OFTEN.indexOf(kind) : OFTEN.length);

/** What the signed-in person may do about the incident now, the way on first; a press opens the form of that step. */
export function IncidentActions({ view }: IncidentActionsProps) {
  const { t } = useTranslation('incidents');
  const steps = useOwnSteps(view);
  const [open, setOpen] = useState<FormStep | null>(null);
  if (open !== null && steps.includes(open)) {
    const close = () => setOpen(null);
    return (
      <footer className="incident-foot is-form">
        <StepForm key={open} view={view} kind={open} onDone={close} onCancel={close} />
      </footer>
    );
  }
  const [first, ...others] = steps;
  if (!first) return null;
  others.sort((a, b) => placeOf(a) - placeOf(b));
  const beside = others.slice(0, BESIDE);
  const rest = others.slice(BESIDE);
  return (
    <footer className="incident-foot" role="group" aria-label={t('actions')}>
      <Button type="primary" onClick={() => setOpen(first)}>
        {t(`do.${first}`)}
      </Button>
      {beside.map((kind) => (
        <Button key={kind} onClick={() => setOpen(kind)}>
          {t(`do.${kind}`)}
        </Button>
      ))}
      {rest.length > 0 && (
        <PopoverButton
          label={t('actions.more')}
          placement="topRight"
          className="tool-button incident-more"
          face={
            <>
              <Ellipsis size={18} aria-hidden="true" />
              <span className="visually-hidden">{t('actions.more')}</span>
            </>
          }
        >
          {(close) => (
            <ul className="incident-menu">
              {rest.map((kind) => (
                <li key={kind}>
                  <button
                    type="button"
                    onClick={() => {
                      close();
                      setOpen(kind);
                    }}
                  >
                    {t(`do.${kind}`)}
                  </button>
                </li>
              ))}
            </ul>
          )}
        </PopoverButton>
      )}
    </footer>
  );
}

/** Steps that this person may take on this incident, in the order of the work. */
function useOwnSteps({ standing, category, grid }: ShownIncident): readonly FormStep[] {
  const { staff } = useSession();
  const mayWrite = useMayWrite();
  if (!mayWrite('edit', 'incident', grid)) return [];
  return allowedSteps(standing, staff, category).filter((kind): kind is FormStep => kind !== 'escalate');
}
