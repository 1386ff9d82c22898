import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DEFAULT_RULES, type QualityRule } from '#shared/domain/quality/rules';
import { useStation } from '#renderer/data/index';
import { ErrorNotice } from '#renderer/ui/index';
import { saveRule } from '../commands';
import { useMaySetRules, useRules } from '../queries';
import { useRuleText } from '../words';
import { RuleRow } from './RuleRow';

/** What the station looks for, how serious it is and by which limits; to be changed by whoever may. */
export function RulesView() {
  const { t } = useTranslation('quality');
  const station = useStation();
  const rules = useRules();
  const maySet = useMaySetRules();
  const { title } = useRuleText();
  const [saved, setSaved] = useState<string | null>(null);
  const [failure, setFailure] = useState<{ readonly error: unknown } | null>(null);
  const save = (rule: QualityRule) => {
    setSaved(null);
    setFailure(null);
    saveRule(station, { ...rule, ruleId: rule.id }).then(
      () => setSaved(rule.id),
      (error: unknown) => setFailure({ error }),
    );
  };
  return (
    <>
      <p className="quality-summary">{t(maySet ? 'rules.text' : 'rules.read-only')}</p>
      {failure && <ErrorNotice error={failure.error} />}
      <section className="card quality-card">
        <div className="quality-scroll" role="region" aria-label={t('rules.label')} tabIndex={0}>
          <table className="quality-table quality-rules">
            <caption className="visually-hidden">{t('rules.label')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('rules.rule')}</th>
                <th scope="col">{t('rules.active')}</th>
                <th scope="col">{t('rules.severity')}</th>
                <th scope="col">{t('rules.limits')}</th>
                <td />
              </tr>
            </thead>
            <tbody>
              {rules.map((rule, index) => (
                <RuleRow key={rule.id} rule={rule} usual={DEFAULT_RULES[index] ?? rule} maySet={maySet} onSave={save} />
              ))}
            </tbody>
          </table>
        </div>
        <p className="visually-hidden" role="status">
          {saved !== null && t('rules.saved', { rule: title(saved) })}
        </p>
      </section>
    </>
  );
}
