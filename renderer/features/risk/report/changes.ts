import type { TFunction } from 'i18next';
import { explainChange } from '#shared/domain/risk/change';
import type { RiskReportContent } from '#shared/domain/risk/content';
import { DIMENSIONS, type Dimension } from '#shared/domain/risk/facts';
import { riskReasonInWords } from '#shared/domain/risk/reason-words';
import type { Language } from '#renderer/ui/index';
import { signed } from '../words';

/** Why a report says otherwise than the one before, a sentence for each dimension that moved; none where nothing did. */
export function changeLines(
  before: RiskReportContent,
  after: RiskReportContent,
  names: { readonly dimension: (name: Dimension) => string },
  t: TFunction<'risk'>,
  language: Language,
): readonly string[] {
  const change = explainChange(before.score, after.score);
  const lines = DIMENSIONS.flatMap((name): readonly string[] => {
    const { before: was, after: is, reasons } = change.dimensions[name];
    if (was === is && reasons.length === 0) return [];
    const why = reasons.map(({ before: old, after: now, by }) => {
      if (now) return t('changes.came', { what: riskReasonInWords(now, after.terms, language), by: signed(by) });
      return t('changes.gone', { what: old ? riskReasonInWords(old, before.terms, language) : '', by: signed(by) });
    });
    const moved = is - was;
    const key = moved > 0 ? 'changes.up' : moved < 0 ? 'changes.down' : 'changes.same';
    const sum = reasons.reduce((total, { by }) => total + by, 0);
    const said = sum === moved ? why : [...why, t('changes.capped')];
    const values = { dimension: names.dimension(name), by: Math.abs(moved), before: was, after: is };
    return [t(key, { ...values, why: said.join(t('and')) })];
  });
  const table = { before: before.score.tableVersion, after: after.score.tableVersion };
  return change.isTableChanged ? [...lines, t('changes.table', table)] : lines;
}
