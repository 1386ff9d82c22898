import { Button } from 'antd';
import { GraduationCap } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorNotice } from '#renderer/ui/index';
import '../practice.css';

interface TrainingWayProps {
  /** Resolves with the origin of the practice beside the station. */
  readonly open: () => Promise<string>;
}

type State = { readonly kind: 'here' | 'opening' } | { readonly kind: 'failed'; readonly error: unknown };

/** One press from the door of a real station to the practice beside it. */
export function TrainingWay({ open }: TrainingWayProps) {
  const { t } = useTranslation('sign-in');
  const [state, setState] = useState<State>({ kind: 'here' });
  const go = () => {
    setState({ kind: 'opening' });
    open().then(
      (origin) => location.assign(origin),
      (error: unknown) => setState({ kind: 'failed', error }),
    );
  };
  return (
    <section className="training-way">
      {state.kind === 'failed' && <ErrorNotice error={state.error} onRemedy={go} />}
      <Button
        type="text"
        icon={<GraduationCap size={18} aria-hidden="true" />}
        loading={state.kind === 'opening'}
        onClick={go}
      >
        {t(state.kind === 'opening' ? 'training.opening' : 'training')}
      </Button>
      <p>{t('training.text')}</p>
    </section>
  );
}

/** From the practice back to the real station. */
export function HomeWay({ origin }: { readonly origin: string }) {
  const { t } = useTranslation('sign-in');
  return (
    <p className="training-way">
      <a href={origin}>{t('training.home')}</a>
    </p>
  );
}
