import { useTranslation } from 'react-i18next';
import { maskCitizenId, maskPhone } from '#shared/domain/privacy/mask';
import type { CellValue, RosterField, RosterFinding } from '#shared/domain/roster/types';
import type { Shape } from '#renderer/ui/index';

/** Says what was found about a row, in one sentence. */
export function useFindingText(): (finding: RosterFinding) => string {
  const { t } = useTranslation('imports');
  return ({ code, field, otherRow }) =>
    t(`finding.${code}${otherRow === null ? '' : '.row'}`, {
      defaultValue: t(`finding.${code}`),
      field: field === null ? '' : t(`field.${field}`),
      row: otherRow ?? 0,
    });
}

export const SEVERITY_SHAPES = {
  error: 'alert',
  warning: 'due',
  note: 'note',
} as const satisfies Readonly<Record<RosterFinding['severity'], Shape>>;

const IDS: ReadonlySet<RosterField> = new Set(['citizenId', 'headCitizenId', 'disabilityNumber']);
const PHONES: ReadonlySet<RosterField> = new Set(['phone', 'contactPhone']);

/** A cell as a text; '' for an empty one. */
export function cellText(cell: CellValue | undefined): string {
  if (cell === null || cell === undefined) return '';
  return typeof cell === 'object' ? cell.error : String(cell);
}

/** A cell as it is shown: ids and phones masked. */
export function shownText(cell: CellValue | undefined, field: RosterField | undefined): string {
  const text = cellText(cell);
  if (field !== undefined && IDS.has(field)) return maskCitizenId(text);
  return field !== undefined && PHONES.has(field) ? maskPhone(text) : text;
}
