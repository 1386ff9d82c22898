import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { possibleSteps, type ApplicationStepKind } from '#shared/domain/applications/steps';
import { useSession } from '#renderer/data/index';
import { useMayApply } from '../queries';
import type { ShownApplication } from '../view';
import { StepForm } from './StepForm';

/** The way on in each state stands first. */
const FIRST: readonly ApplicationStepKind[] = ['accept', 'start', 'decide', 'deliver', 'material', 'ask'];
const rankOf = (kind: ApplicationStepKind): number => (FIRST.includes(kind) ? FIRST.indexOf(kind) : FIRST.length);

/** What the signed-in person may do about an application now, the way on first; a press opens the form of that step. */
export function Actions({ shown }: { readonly shown: ShownApplication }) {
  const { t } = useTranslation('applications');
  const { staff } = useSession();
  const mayApply = useMayApply();
  const [open, setOpen] = useState<ApplicationStepKind | null>(null);
  const { state, isPaused, isSupervised } = shown.view.standing;
  const kinds = !mayApply
    ? []
    : possibleSteps(staff.post, state)
        .filter((kind) => !(kind === 'pause' && isPaused) && !(kind === 'resume' && !isPaused))
        .filter((kind) => !(kind === 'supervise' && isSupervised) && kind !== 'submit')
        .filter((kind) => kind !== 'material' || shown.view.materials.length > 0)
        .sort((a, b) => rankOf(a) - rankOf(b));
  if (open !== null && kinds.includes(open)) {
    const close = () => setOpen(null);
    return (
      <footer className="application-actions is-form">
        <StepForm key={open} shown={shown} kind={open} onDone={close} onCancel={close} />
      </footer>
    );
  }
  if (kinds.length === 0) return null;
  return (
    <footer className="application-actions" role="group" aria-label={t('actions')}>
      {kinds.map((kind, index) => (
        <Button key={kind} type={index === 0 ? 'primary' : 'default'} onClick={() => setOpen(kind)}>
          {t(`do.${kind}`)}
        </Button>
      ))}
    </footer>
  );
}
