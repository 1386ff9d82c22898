import { Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { Card, Field } from '#renderer/ui/index';
import { TIME_RULE_NAMES, TIME_RULES, type TimeRule } from './entry';
import type { PartProps } from './LinesCard';

/** Rules that go on from one another, under a name of their own. */
const PARTS: Readonly<Record<'line' | 'missed' | 'wait' | 'rating', readonly TimeRule[]>> = {
  line: ['priorityAheadMs', 'appointmentAheadMs', 'appointmentGraceMs'],
  missed: ['missedAfterMs', 'rejoinWithinMs', 'rejoinAheadMs'],
  wait: ['usualServiceMs', 'longestWaitMs'],
  rating: ['askRatingMs'],
};

/** How the line is kept, what becomes of who misses the call, and when the hall gives numbers; each figure says in words what it means. */
export function RulesCard({ entry, problem, onChange }: PartProps) {
  const { t } = useTranslation('hall');
  const { minutes, calls, opensAt, closesAt } = entry;
  const rule = (name: TimeRule) => {
    const [least, most] = TIME_RULES[name];
    const isWrong = problem?.kind === 'number' && problem.at === name;
    return (
      <Field
        key={name}
        label={t(`rule.${name}`)}
        hint={t(`rule.${name}.text`, { minutes: minutes[name] })}
        error={isWrong ? t('problem.range', { least, most }) : null}
      >
        {(ties) => (
          <Input
            {...ties}
            className="hall-number"
            inputMode="decimal"
            suffix={t('minutes')}
            maxLength={6}
            value={minutes[name]}
            onChange={({ target }) => onChange({ minutes: { ...minutes, [name]: target.value } })}
          />
        )}
      </Field>
    );
  };
  return (
    <Card title={t('rules.title')}>
      <div className="hall-rules">
        <section aria-labelledby="hall-hours">
          <h3 id="hall-hours">{t('rules.hours')}</h3>
          {(['opensAt', 'closesAt'] as const).map((end) => (
            <Field
              key={end}
              label={t(`rule.${end}`)}
              hint={end === 'closesAt' ? t('rule.hours.text', { opensAt, closesAt }) : undefined}
              error={problem?.kind === 'hours' && end === 'closesAt' ? t('problem.hours') : null}
            >
              {(ties) => (
                <Input
                  {...ties}
                  type="time"
                  className="hall-number"
                  value={entry[end]}
                  onChange={({ target }) => target.value !== '' && onChange({ [end]: target.value.slice(0, 5) })}
                />
              )}
            </Field>
          ))}
        </section>
        {(Object.keys(PARTS) as (keyof typeof PARTS)[]).map((part) => (
          <section key={part} aria-labelledby={`hall-${part}`}>
            <h3 id={`hall-${part}`}>{t(`rules.${part}`)}</h3>
            {part === 'missed' && (
              <Field
                label={t('rule.calls')}
                hint={t('rule.calls.text', { calls, minutes: minutes.missedAfterMs })}
                error={problem?.kind === 'number' && problem.at === 'calls' ? t('problem.calls') : null}
              >
                {(ties) => (
                  <Input
                    {...ties}
                    className="hall-number"
                    inputMode="numeric"
                    suffix={t('times')}
                    maxLength={2}
                    value={calls}
                    onChange={({ target }) => onChange({ calls: target.value })}
                  />
                )}
              </Field>
            )}
            {PARTS[part].map(rule)}
          </section>
        ))}
      </div>
    </Card>
  );
}

// Every rule stands in a part.
if (Object.values(PARTS).flat().length !== TIME_RULE_NAMES.length) throw new Error('a rule of the hall is not shown');
