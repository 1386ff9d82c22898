import { useTranslation } from 'react-i18next';

const STEPS = ['columns', 'rows', 'confirm'] as const;
export type StepName = (typeof STEPS)[number];

/** Where in the three steps somebody is. */
export function Steps({ current }: { readonly current: StepName }) {
  const { t } = useTranslation('imports');
  const at = STEPS.indexOf(current);
  return (
    <ol className="import-steps" aria-label={t('steps.label')}>
      {STEPS.map((step, index) => (
        <li
          key={step}
          aria-current={step === current ? 'step' : undefined}
          className={index < at ? 'is-past' : index > at ? 'is-later' : ''}
        >
          <span aria-hidden="true">{index + 1}</span>
          {t(`steps.${step}`)}
        </li>
      ))}
    </ol>
  );
}
