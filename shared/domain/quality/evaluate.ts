import type { Check } from './check';
import type { DwellingFacts, HouseholdFacts, PersonFacts, QualityContext, QualityFinding } from './facts';
import { DWELLING_CHECKS, HOUSEHOLD_CHECKS } from './home-checks';
import { PERSON_CHECKS } from './person-checks';
import type { QualityRule, RuleId } from './rules';

/**
 * What does not fit in somebody's file, in the order of the rules. Of people who moved away or died, of files that turned out to be
 * another person's, and of closed files nothing is ever said.
 */
export function evaluatePerson(
  facts: PersonFacts,
  context: QualityContext,
  rules: readonly QualityRule[],
): readonly QualityFinding[] {
  if (facts.name === null || facts.status !== 'living-here') return [];
  return evaluate('person', PERSON_CHECKS, facts, context, rules);
}

/** What does not fit in a household, in the order of the rules; nothing of one that has nobody left here. */
export function evaluateHousehold(
  facts: HouseholdFacts,
  context: QualityContext,
  rules: readonly QualityRule[],
): readonly QualityFinding[] {
  if (facts.status !== 'current' || facts.members.length === 0) return [];
  return evaluate('household', HOUSEHOLD_CHECKS, facts, context, rules);
}

/** What does not fit in a home, in the order of the rules. */
export function evaluateDwelling(
  facts: DwellingFacts,
  context: QualityContext,
  rules: readonly QualityRule[],
): readonly QualityFinding[] {
  return evaluate('dwelling', DWELLING_CHECKS, facts, context, rules);
}

function evaluate<Facts extends { readonly id: string; readonly uid: string }>(
  about: QualityFinding['subjectType'],
  checks: Partial<Record<RuleId, Check<Facts>>>,
  facts: Facts,
  context: QualityContext,
  rules: readonly QualityRule[],
): readonly QualityFinding[] {
  const findings: QualityFinding[] = [];
  for (const { id, severity, isActive, limits } of rules) {
    const flaw = isActive ? (checks[id]?.(facts, context, limits) ?? null) : null;
    if (!flaw) continue;
    findings.push({
      ruleId: id,
      subjectType: about,
      subjectUid: facts.uid,
      subjectId: facts.id,
      field: flaw.field,
      severity,
      fix: flaw.fix ?? null,
    });
  }
  return findings;
}
