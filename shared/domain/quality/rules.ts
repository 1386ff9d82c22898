import type { QualityFinding } from './facts';

export type RuleSeverity = QualityFinding['severity'];

/** Everything that the station looks for, in the order in which it is shown. */
export const RULE_IDS = [
  'id-check',
  'id-region-unknown',
  'id-region-superseded',
  'birth-date-differs',
  'sex-differs',
  'same-id',
  'no-id',
  'birth-in-future',
  'very-old',
  'phone-implausible',
  'alone-without-contact',
  'declaration-contradicted',
  'relation-sex-differs',
  'disability-without-certificate',
  'certificate-expired',
  'certificate-differs',
  'household-missing',
  'dwelling-missing',
  'registered-dwelling-missing',
  'no-head',
  'two-heads',
  'head-not-member',
  'generation-gap',
  'spouse-too-young',
  'children-alone',
  'vacant-with-residents',
  'home-without-residents',
  'building-missing',
] as const;
export type RuleId = (typeof RULE_IDS)[number];

/** One rule as it holds at a station. */
export interface QualityRule {
  readonly id: RuleId;
  readonly about: QualityFinding['subjectType'];
  readonly severity: RuleSeverity;
  readonly isActive: boolean;
  /** Numbers that the rule goes by, by name; the rule's own when a station says nothing. */
  readonly limits: Readonly<Record<string, number>>;
}

const rule = (
  id: RuleId,
  about: QualityRule['about'],
  severity: RuleSeverity,
  { limits = {}, isActive = true }: Partial<Pick<QualityRule, 'limits' | 'isActive'>> = {},
): QualityRule => ({ id, about, severity, isActive, limits });

/** The rules as the product has them. `years` are full years, both ends of a limit are still in order. */
export const DEFAULT_RULES: readonly QualityRule[] = [
  rule('id-check', 'person', 'error'),
  rule('id-region-unknown', 'person', 'warning'),
  // Whoever was given an id before a reform keeps its code: to be known, not to be mended.
  rule('id-region-superseded', 'person', 'hint', { isActive: false }),
  rule('birth-date-differs', 'person', 'error'),
  rule('sex-differs', 'person', 'error'),
  rule('same-id', 'person', 'error'),
  // Parents have some time until a child is in the household register.
  rule('no-id', 'person', 'hint', { limits: { years: 1 } }),
  rule('birth-in-future', 'person', 'error'),
  rule('very-old', 'person', 'warning', { limits: { years: 110 } }),
  rule('phone-implausible', 'person', 'warning'),
  rule('alone-without-contact', 'person', 'warning'),
  rule('declaration-contradicted', 'person', 'warning'),
  rule('relation-sex-differs', 'person', 'error'),
  rule('disability-without-certificate', 'person', 'hint'),
  rule('certificate-expired', 'person', 'warning'),
  rule('certificate-differs', 'person', 'error'),
  rule('household-missing', 'person', 'error'),
  rule('dwelling-missing', 'person', 'error'),
  rule('registered-dwelling-missing', 'person', 'warning'),
  rule('no-head', 'household', 'warning'),
  rule('two-heads', 'household', 'error'),
  rule('head-not-member', 'household', 'error'),
  rule('generation-gap', 'household', 'warning', { limits: { years: 12 } }),
  // Marriage law of 1950: women from 18 on.
  rule('spouse-too-young', 'household', 'warning', { limits: { years: 18 } }),
  rule('children-alone', 'household', 'warning', { limits: { years: 18 } }),
  rule('vacant-with-residents', 'dwelling', 'warning'),
  rule('home-without-residents', 'dwelling', 'hint', { isActive: false }),
  rule('building-missing', 'dwelling', 'error'),
];

/** What a station says about a rule: a record of type `quality-rule`. */
export interface RuleSetting {
  readonly ruleId: string;
  readonly isActive: boolean;
  readonly severity: RuleSeverity;
  readonly limits: Readonly<Record<string, number>>;
}

/** The product's rules as this station has set them. Settings of rules and limits that this release does not know do nothing. */
export function rulesWith(settings: readonly RuleSetting[]): readonly QualityRule[] {
  const byId = new Map(settings.map((setting) => [setting.ruleId, setting]));
  return DEFAULT_RULES.map((rule) => {
    const setting = byId.get(rule.id);
    if (!setting) return rule;
    const limits = Object.fromEntries(
      Object.entries(rule.limits).map(([name, value]) => [name, setting.limits[name] ?? value]),
    );
    return { ...rule, isActive: setting.isActive, severity: setting.severity, limits };
  });
}
