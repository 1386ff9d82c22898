import { useTranslation } from 'react-i18next';
import type { PrintAnswer } from '#shared/ipc/printing-api';
import { Pill, type Shape } from '#renderer/ui/index';
import './print-outcome.css';

/** What became of a paper, and what to do about it. */
export function PrintOutcomeText({ answer }: { readonly answer: PrintAnswer }) {
  const { t } = useTranslation('papers');
  const { outcome, state, printer } = answer;
  const why =
    outcome === 'unsure' && (state === 'no-paper' || state === 'cover-open') ? ` ${t(`unsure.${state}`)}` : '';
  const isLow = outcome === 'printed' && state === 'paper-low';
  return (
    <p className="print-outcome">
      <Pill shape={shapeOf(outcome)}>{t(`outcome.${outcome}`)}</Pill>
      <span>
        {t(`outcome.${outcome}.text`, { printer: printer ?? '' })}
        {why}
        {isLow && ` ${t('outcome.low')}`}
      </span>
    </p>
  );
}

const shapeOf = (outcome: PrintAnswer['outcome']): Shape => (outcome === 'printed' ? 'done' : 'due');
