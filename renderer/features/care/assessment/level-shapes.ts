import type { AbilityLevel } from '#shared/domain/ability/level';
import type { Shape } from '#renderer/ui/index';

/** The shape beside a level's name. */
export const LEVEL_SHAPES: Readonly<Record<AbilityLevel, Shape>> = {
  0: 'done',
  1: 'note',
  2: 'due',
  3: 'due',
  4: 'alert',
};
