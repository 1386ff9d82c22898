import { useTranslation } from 'react-i18next';
import { RULE_IDS } from '#shared/domain/quality/rules';
import { Select, StatusShape, useLayout } from '#renderer/ui/index';
import { useSeverityOf } from '../queries';
import { SEVERITY_SHAPES, useRuleText } from '../words';

interface RuleRailProps {
  readonly byRule: Readonly<Record<string, number>>;
  /** Only rules of this severity; '' for all. */
  readonly severity: string;
  readonly chosen: string;
  readonly onChoose: (ruleId: string) => void;
}

/** The rules that found something, with how often; one press narrows the list. On a tablet one list to choose from. */
export function RuleRail({ byRule, severity, chosen, onChoose }: RuleRailProps) {
  const { t } = useTranslation('quality');
  const isTablet = useLayout() === 'tablet';
  const severityOf = useSeverityOf();
  const { title } = useRuleText();
  const known: readonly string[] = RULE_IDS;
  const ids = [...known, ...Object.keys(byRule).filter((id) => !known.includes(id))].filter(
    (id) => (byRule[id] ?? 0) > 0 && (severity === '' || severityOf(id) === severity),
  );
  if (isTablet) {
    return (
      <Select value={chosen} onChange={onChoose} label={t('rail.label')}>
        <option value="">{t('rail.all')}</option>
        {(chosen === '' || ids.includes(chosen) ? ids : [chosen, ...ids]).map((id) => (
          <option key={id} value={id}>
            {`${title(id)} ${byRule[id] ?? 0}`}
          </option>
        ))}
      </Select>
    );
  }
  return (
    <nav className="card quality-rail" aria-label={t('rail.label')}>
      <button type="button" aria-pressed={chosen === ''} onClick={() => onChoose('')}>
        <b>{t('rail.all')}</b>
      </button>
      {ids.map((id) => (
        <button key={id} type="button" aria-pressed={id === chosen} onClick={() => onChoose(id)}>
          <StatusShape shape={SEVERITY_SHAPES[severityOf(id)]} />
          <b>{title(id)}</b>
          <span>{byRule[id]}</span>
        </button>
      ))}
    </nav>
  );
}
