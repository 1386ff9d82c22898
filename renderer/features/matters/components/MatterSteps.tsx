import { useTranslation } from 'react-i18next';
import type { Matter, ToldStep } from '#shared/ipc/matters-api';
import { useMoment } from '../words';

const KINDS = [
  'dispatch',
  'transfer',
  'take',
  'start',
  'finish',
  'return',
  'pause',
  'resume',
  'note',
  'fail',
  'verify',
  'close',
  'reopen',
  'postpone',
  'supervise',
  'duplicate',
  'reject',
] as const;

/** What happened to a matter since it came to the unit, as far as that is the unit's. */
export function MatterSteps({ matter: { steps } }: { readonly matter: Matter }) {
  const { t } = useTranslation('matters');
  const moment = useMoment();
  const nameOf = ({ kind, untilMs }: ToldStep) => {
    const known = KINDS.find((each) => each === kind);
    return known ? t(`step.${known}`, { time: untilMs === null ? '' : moment(untilMs) }) : kind;
  };
  return (
    <section aria-label={t('steps')}>
      <h3>{t('steps')}</h3>
      <ol className="matter-steps">
        {steps.map((step) => (
          <li key={step.id} className={step.isAside ? 'is-aside' : ''}>
            <b>{nameOf(step)}</b>
            <small>
              {step.by ?? t('by.station')} {moment(step.atMs)}
            </small>
            {step.note !== null && <p>{step.note}</p>}
            {step.isAside && <p className="quiet">{t('step.aside')}</p>}
          </li>
        ))}
      </ol>
    </section>
  );
}
