import { Check } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { NEEDS, SAFETY_POINTS, type SafetyPoint } from '#shared/domain/visits/questions';
import { Chips, StatusShape } from '#renderer/ui/index';
import { Question } from './Question';
import type { QuestionProps } from './VisitForm';

/** Points looked at in the home: ticked when in order, marked when not, left alone when not looked at. */
export function HomeSafety({ state: { draft }, answer }: QuestionProps) {
  const { t } = useTranslation('visits');
  const set = (point: SafetyPoint, value: boolean) => {
    const { [point]: before, ...others } = draft.safety;
    answer({ safety: before === value ? others : { ...others, [point]: value } });
  };
  return (
    <Question label={t('field.safety')} tall>
      {() => (
        <div className="safety" role="group" aria-label={t('field.safety')}>
          {SAFETY_POINTS.map((point) => (
            <SafetyCheck key={point} point={point} value={draft.safety[point]} onSet={(value) => set(point, value)} />
          ))}
        </div>
      )}
    </Question>
  );
}

interface SafetyCheckProps {
  readonly point: SafetyPoint;
  readonly value: boolean | undefined;
  readonly onSet: (value: boolean) => void;
}

function SafetyCheck({ point, value, onSet }: SafetyCheckProps) {
  const { t } = useTranslation('visits');
  return (
    <div className={`safety-check${value === false ? ' is-problem' : ''}`}>
      <label>
        <input className="visually-hidden" type="checkbox" checked={value === true} onChange={() => onSet(true)} />
        <span className="box" aria-hidden="true">
          {value === true && <Check size={16} strokeWidth={3} />}
        </span>
        <span>{t(`safety.${point}`)}</span>
      </label>
      <button type="button" aria-pressed={value === false} onClick={() => onSet(false)}>
        {value === false && <StatusShape shape="due" />}
        {t('safety.flag')}
        <span className="visually-hidden">{t(`safety.problem.${point}`)}</span>
      </button>
    </div>
  );
}

/** What the person needs. */
export function Needs({ state: { draft }, answer }: QuestionProps) {
  const { t } = useTranslation('visits');
  return (
    <Question label={t('field.needs')}>
      {() => (
        <Chips
          label={t('field.needs')}
          options={NEEDS.map((value) => ({ value, label: t(`need.${value}`) }))}
          value={draft.needs}
          onChange={(needs) => answer({ needs })}
        />
      )}
    </Question>
  );
}
