import { useTranslation } from 'react-i18next';
import { ruleName } from '#shared/domain/risk/reason-words';
import type { Rule, TableProblem } from '#shared/domain/risk/table';
import { useLanguage } from '#renderer/ui/index';
import { daysField, missingField, stepField, type Entries } from './entries';
import { NumberField } from './NumberField';

interface RuleFieldsProps {
  readonly rule: Rule;
  readonly entries: Entries;
  readonly notNumbers: readonly string[];
  readonly problems: readonly TableProblem[];
  readonly onChange: (field: string, text: string) => void;
}

const SAID = ['points', 'steps-fall', 'missing-outweighs', 'days'] as const;

/** The figures of one rule: from what on how many points, points where nobody looked, and how far back it looks. */
export function RuleFields({ rule, entries, notNumbers, problems, onChange }: RuleFieldsProps) {
  const { t } = useTranslation('riskTable');
  const language = useLanguage();
  const { id, measure, steps, missing } = rule;
  const name = ruleName(id, language);
  const mine = problems.filter((problem) => 'rule' in problem && problem.rule === id);
  const field = (key: string, label: string, text: string, known: number) => (
    <NumberField
      key={key}
      label={label}
      text={text}
      value={entries[key] ?? String(known)}
      isWrong={notNumbers.includes(key)}
      onChange={(typed) => onChange(key, typed)}
    />
  );
  return (
    <fieldset className="risk-rule">
      <legend>{name}</legend>
      <div>
        {steps.map(({ from, points }, at) => (
          <span key={at} className="risk-step">
            {field(stepField(id, at, 'from'), `${name} ${t('figure')} ${at + 1}`, t('figure'), from)}
            {field(stepField(id, at, 'points'), t('step.label', { rule: name, from }), t('points'), points)}
          </span>
        ))}
        {missing && field(missingField(id), t('missing.label', { rule: name }), t('missing'), missing.points)}
        {'days' in measure && field(daysField(id), t('days.label', { rule: name }), t('days'), measure.days)}
      </div>
      {mine.map(({ kind }) => (
        <p key={kind} className="risk-wrong">
          {t(`problem.${SAID.find((each) => each === kind) ?? 'other'}`)}
        </p>
      ))}
      {notNumbers.some((key) => key.startsWith(`${id}.`)) && <p className="risk-wrong">{t('problem.number')}</p>}
    </fieldset>
  );
}
