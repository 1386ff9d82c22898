import { useTranslation } from 'react-i18next';
import type { VisitSessionState } from '../../visit-session';
import { FormBar } from '../FormBar';

interface FormFootProps {
  readonly state: VisitSessionState;
  readonly onLeave: () => void;
  readonly onComplete: () => void;
}

/** The bar below the visit form. */
export function FormFoot({ state, onLeave, onComplete }: FormFootProps) {
  const { t } = useTranslation('visits');
  return (
    <FormBar
      saving={state.saving}
      isResumed={state.isResumed}
      photos={state.draft.photos.length}
      isRunning={state.completing.kind === 'running'}
      hint={t('complete.hint')}
      complete={t('complete')}
      onLeave={onLeave}
      onComplete={onComplete}
    />
  );
}
