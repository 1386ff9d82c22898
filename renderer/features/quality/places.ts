import type { QualityFinding } from '#shared/domain/quality/facts';
import type { Place } from '#renderer/ui/index';

/** What does not fit in the register, with the press that mends it. */
export const QUALITY_PATH = '/data/quality';

export const QUALITY_VIEWS = ['findings', 'decisions', 'nights', 'rules'] as const;
export type QualityView = (typeof QUALITY_VIEWS)[number];

/** What an address says about the page; '' for what it does not narrow down. */
export interface QualityAddress {
  readonly view: QualityView;
  readonly severity: string;
  readonly rule: string;
  /** Number of a grid. */
  readonly grid: string;
  /** `<ruleId>.<subjectUid>` of the finding that stands opened, or the rule's id. */
  readonly open: string;
}

/** Reads a place's choices. */
export const qualityAddressOf = (query: Place['query']): QualityAddress => ({
  view: QUALITY_VIEWS.find((view) => view === query['view']) ?? 'findings',
  severity: query['severity'] ?? '',
  rule: query['rule'] ?? '',
  grid: query['grid'] ?? '',
  open: query['open'] ?? '',
});

/** The page with these choices. */
export const qualityPlace = ({
  view = 'findings',
  severity = '',
  rule = '',
  grid = '',
  open = '',
}: Partial<QualityAddress> = {}): Place => ({
  path: QUALITY_PATH,
  query: { view: view === 'findings' ? '' : view, severity, rule, grid, open },
});

/** Where a finding's subject stands opened beside its list. */
export function subjectPlace({ subjectType, subjectId }: Pick<QualityFinding, 'subjectType' | 'subjectId'>): Place {
  switch (subjectType) {
    case 'person':
      return { path: '/people', query: { person: subjectId } };
    case 'household':
      return { path: '/homes', query: { tab: 'households', open: subjectId } };
    case 'dwelling':
      return { path: '/homes', query: { open: subjectId } };
  }
}
