import type { AlarmAuthors } from '../alarm-port';
import type { StepAuthors } from '../department-port';
import { heldStepId } from '../host-step-id';
import type { StaffAdmin } from '../ports';
import type { DispatchService } from './dispatch';

/** Who may have taken which steps, by the station's accounts and units; `dispatch` is null as long as it has not begun. */
export const createStepAuthors = (
  staff: Pick<StaffAdmin, 'list'>,
  dispatch: () => Pick<DispatchService, 'isReady' | 'isHostStep' | 'tables'> | null,
  alarms: AlarmAuthors,
): StepAuthors => ({
  isReady: () => dispatch()?.isReady() === true,
  postOf: (staffUid) => staff.list().find(({ uid }) => uid === staffUid)?.post ?? null,
  isMember: (staffUid, unitUid) => dispatch()?.tables.unit(unitUid)?.memberUids.includes(staffUid) === true,
  isHostStep: (incidentUid, step, reopened) =>
    (step.kind === 'note' && step.id === heldStepId(incidentUid)) ||
    dispatch()?.isHostStep(incidentUid, step, reopened) === true,
  alarms,
});
