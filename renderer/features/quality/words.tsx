import { useTranslation } from 'react-i18next';
import { RULE_IDS, type RuleSeverity } from '#shared/domain/quality/rules';
import { maskAddress } from '#shared/domain/privacy/mask';
import { Pill, type Shape } from '#renderer/ui/index';
import { useIsOwnGrid } from '../people/index';
import type { FoundRow } from './queries';

/** The shape of each severity. */
export const SEVERITY_SHAPES: Readonly<Record<RuleSeverity, Shape>> = { error: 'alert', warning: 'due', hint: 'note' };

/** How serious something is: shape, word, colour. */
export function SeverityPill({ severity }: { readonly severity: RuleSeverity }) {
  const { t } = useTranslation('quality');
  return <Pill shape={SEVERITY_SHAPES[severity]}>{t(`severity.${severity}`)}</Pill>;
}

/** What a rule looks for, and why that matters. A rule of another release is called by its id. */
export function useRuleText(): {
  readonly title: (ruleId: string) => string;
  readonly why: (ruleId: string) => string;
} {
  const { t } = useTranslation('quality');
  const isKnown = (ruleId: string) => RULE_IDS.some((id) => id === ruleId);
  return {
    title: (ruleId) => (isKnown(ruleId) ? t(`rule.${ruleId}`) : ruleId),
    why: (ruleId) => (isKnown(ruleId) ? t(`rule.${ruleId}.why`) : ''),
  };
}

type Subject = Pick<FoundRow, 'subjectType' | 'subjectId' | 'title' | 'address'>;

/** How a finding's subject is called and where it is; an address outside the worker's own grids behind its mask. */
export function useSubjectText(): { readonly who: (row: Subject) => string; readonly where: (row: Subject) => string } {
  const { t } = useTranslation('quality');
  const isOwnGrid = useIsOwnGrid();
  const where = ({ subjectId, address }: Subject) => (isOwnGrid(subjectId) ? address : maskAddress(address));
  return {
    where,
    who: (row) => {
      const { subjectType, title } = row;
      if (subjectType === 'dwelling') return where(row);
      if (subjectType === 'person') return title ?? t('closed.name');
      return title === null ? t('household.unnamed') : t('household', { name: title });
    },
  };
}
