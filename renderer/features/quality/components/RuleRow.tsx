import { Checkbox } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { QualityRule } from '#shared/domain/quality/rules';
import { SEVERITIES } from '#shared/schema/types/quality';
import { Select } from '#renderer/ui/index';
import { SeverityPill, useRuleText } from '../words';

interface RuleRowProps {
  readonly rule: QualityRule;
  /** As the product has it. */
  readonly usual: QualityRule;
  readonly maySet: boolean;
  readonly onSave: (rule: QualityRule) => void;
}

/** One rule; each change is saved at once. */
export function RuleRow({ rule, usual, maySet, onSave }: RuleRowProps) {
  const { t } = useTranslation('quality');
  const words = useRuleText();
  const title = words.title(rule.id);
  const { isActive, severity, limits } = rule;
  const isUsual = JSON.stringify(rule) === JSON.stringify(usual);
  return (
    <tr>
      <th scope="row">
        {title}
        <p className="quiet">{words.why(rule.id)}</p>
      </th>
      <td>
        {maySet ? (
          <Checkbox
            checked={isActive}
            aria-label={t('rules.active.label', { rule: title })}
            onChange={({ target }) => onSave({ ...rule, isActive: target.checked })}
          />
        ) : (
          t(isActive ? 'rules.on' : 'rules.off')
        )}
      </td>
      <td>
        {maySet ? (
          <Select
            label={t('rules.severity.label', { rule: title })}
            value={severity}
            onChange={(value) => onSave({ ...rule, severity: SEVERITIES.find((each) => each === value) ?? severity })}
          >
            {SEVERITIES.map((each) => (
              <option key={each} value={each}>
                {t(`severity.${each}`)}
              </option>
            ))}
          </Select>
        ) : (
          <SeverityPill severity={severity} />
        )}
      </td>
      <td>
        {Object.entries(limits).map(([name, value]) =>
          maySet ? (
            <LimitInput
              // Another value from elsewhere takes the place of what was typed.
              key={`${name} ${value}`}
              label={t('rules.limit.label', { rule: title, limit: t(`limit.${name}`) })}
              value={value}
              onSave={(next) => onSave({ ...rule, limits: { ...limits, [name]: next } })}
            />
          ) : (
            <span key={name}>{value}</span>
          ),
        )}
      </td>
      <td className="is-end">
        {maySet && !isUsual && (
          <button
            type="button"
            className="link-button"
            aria-label={t('rules.default.label', { rule: title })}
            onClick={() => onSave(usual)}
          >
            {t('rules.default')}
          </button>
        )}
      </td>
    </tr>
  );
}

const LARGEST_LIMIT = 150;

interface LimitInputProps {
  readonly label: string;
  readonly value: number;
  readonly onSave: (value: number) => void;
}

/** A whole number, saved with Enter or on leaving; anything else goes back to what it was. */
function LimitInput({ label, value, onSave }: LimitInputProps) {
  const [text, setText] = useState(String(value));
  const commit = () => {
    const next = Number(text);
    if (!/^\d{1,3}$/.test(text) || next > LARGEST_LIMIT) setText(String(value));
    else if (next !== value) onSave(next);
  };
  return (
    <input
      className="quality-limit"
      type="text"
      inputMode="numeric"
      autoComplete="off"
      aria-label={label}
      value={text}
      onChange={(event) => setText(event.target.value)}
      onBlur={commit}
      onKeyDown={(event) => event.key === 'Enter' && commit()}
    />
  );
}
