import type { Application } from '../../schema/types/application';
import type { ItemVersion } from '../../schema/types/service-item';
import type { WorkingCalendar } from '../calendar/working-calendar';
import { limitsOf } from './catalogue';
import { limitOf, type ApplicationLimit } from './deadlines';
import { checklistOf, type CheckedMaterial } from './materials';
import { standingOf, type ApplicationStanding } from './standing';
import { isOpenApplication, type PromisedMaterial } from './steps';

/** An application as screens show it at an instant. */
export interface ApplicationView {
  readonly standing: ApplicationStanding;
  readonly isOpen: boolean;
  readonly materials: readonly CheckedMaterial[];
  readonly promised: ApplicationLimit;
  readonly statutory: ApplicationLimit;
  /** What was to follow by now and has not come. */
  readonly overdueMaterials: readonly PromisedMaterial[];
  /** A limit has run out, or something promised has not come, and it is open. */
  readonly isLate: boolean;
}

/** Everything that follows from an application's steps, the version of its item (null where this device has not got it), the calendar and the clock. */
export function viewApplication(
  application: Pick<Application, 'startedAtMs' | 'steps'>,
  version: Pick<ItemVersion, 'materials' | 'statutory' | 'promised'> | null,
  calendar: WorkingCalendar,
  nowMs: number,
): ApplicationView {
  const standing = standingOf(application.startedAtMs, application.steps);
  const isOpen = isOpenApplication(standing.state);
  const limits = version ? limitsOf(version) : { statutory: null, promised: null };
  const promised = limitOf(standing, 'promised', limits, calendar, nowMs);
  const statutory = limitOf(standing, 'statutory', limits, calendar, nowMs);
  const overdueMaterials = isOpen ? standing.promised.filter(({ untilMs }) => untilMs < nowMs) : [];
  const runsLate = (limit: ApplicationLimit) => limit.kind === 'running' && limit.isLate;
  return {
    standing,
    isOpen,
    materials: checklistOf(version?.materials ?? [], standing.materials, standing.promised),
    promised,
    statutory,
    overdueMaterials,
    isLate: isOpen && (runsLate(promised) || runsLate(statutory) || overdueMaterials.length > 0),
  };
}

/** The limit that is looked at: what was promised, else what the law allows. */
export const nearestLimit = ({ promised, statutory }: ApplicationView): ApplicationLimit =>
  promised.kind === 'none' ? statutory : promised;
