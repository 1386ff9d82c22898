import type { CheckedMaterial } from '#shared/domain/applications/materials';
import type { ApplicationState } from '#shared/domain/applications/steps';
import type { Rectification } from '#shared/domain/applications/ratings';
import type { Shape } from '#renderer/ui/index';

/** The shape beside the word of a state. */
export const STATE_SHAPES: Readonly<Record<ApplicationState, Shape>> = {
  draft: 'idle',
  submitted: 'outgoing',
  lacking: 'due',
  accepted: 'progress',
  'in-progress': 'progress',
  decided: 'note',
  delivered: 'done',
  returned: 'paused',
  withdrawn: 'paused',
};

/** The same for a material. */
export const MATERIAL_SHAPES: Readonly<Record<CheckedMaterial['state'], Shape>> = {
  here: 'done',
  'not-needed': 'paused',
  promised: 'due',
  missing: 'alert',
  undecided: 'idle',
};

/** The same for putting a poor rating right. */
export const RECTIFY_SHAPES: Readonly<Record<Rectification['state'], Shape>> = {
  none: 'done',
  open: 'alert',
  taken: 'progress',
  called: 'progress',
  done: 'done',
  unreachable: 'paused',
};
