import { useTranslation } from 'react-i18next';
import type { RowDecision } from '#shared/domain/roster/types';
import { Select } from '#renderer/ui/index';

interface DecisionChoiceProps {
  readonly label: string;
  /** Null where nothing is chosen for all. */
  readonly value: RowDecision | null;
  readonly onChange: (decision: RowDecision) => void;
}

const DECISIONS = ['fill', 'overwrite', 'skip', 'new'] as const satisfies readonly RowDecision[];
const NONE = '';

/** What becomes of a row whose person, home or enterprise is at the station already. */
export function DecisionChoice({ label, value, onChange }: DecisionChoiceProps) {
  const { t } = useTranslation('imports');
  return (
    <Select
      label={label}
      value={value ?? NONE}
      onChange={(next) => {
        const decision = DECISIONS.find((each) => each === next);
        if (decision) onChange(decision);
      }}
    >
      {value === null && <option value={NONE}>{t('decide.choose')}</option>}
      {DECISIONS.map((decision) => (
        <option key={decision} value={decision}>
          {t(`decide.${decision}`)}
        </option>
      ))}
    </Select>
  );
}
