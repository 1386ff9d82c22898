import type { RiskLevel } from '#shared/domain/risk/score';
import { Pill } from '#renderer/ui/index';
import { LEVEL_SHAPES, useRiskNames } from '../words';

/** A level of risk: shape, word, colour. */
export function LevelPill({ level, filled = false }: { readonly level: RiskLevel; readonly filled?: boolean }) {
  const names = useRiskNames();
  return (
    <Pill shape={LEVEL_SHAPES[level]} filled={filled}>
      {names.level(level)}
    </Pill>
  );
}
