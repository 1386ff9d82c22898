import { dateAtStation } from '#shared/domain/calendar/date';
import type { CALL_OUTCOMES, VISIT_OUTCOMES } from '#shared/domain/devices/alarm';
import type { WatchTable } from '#shared/domain/devices/watch-table';
import type { AlarmRecordStep } from '#shared/schema/types/alarm';
import { classOf } from '#shared/schema/value-class';
import type { OpenStation } from '#renderer/data/index';
import { scopeOf } from '../people/index';
import type { AlarmRecord, RuleTableRecord } from './queries';

/** What writing needs of the station; tests hand in their own. */
export type AlarmWriting = Pick<OpenStation, 'writer' | 'sealer' | 'session' | 'replica' | 'nowMs' | 'newUid'>;

/** What somebody did about an alarm. */
export type AlarmAct =
  | { readonly kind: 'call'; readonly outcome: (typeof CALL_OUTCOMES)[number] }
  | { readonly kind: 'visit'; readonly outcome: (typeof VISIT_OUTCOMES)[number] }
  | { readonly kind: 'mistaken' };

export interface ActWords {
  /** The step's own id: the same again adds nothing. */
  readonly stepId: string;
  /** What was said and found; '' for nothing. */
  readonly note: string;
  /** Of whom it is about; null for nobody. */
  readonly birthDate: string | null;
}

/** A birth date that makes nobody a child. */
const GROWN_UP = '1900-01-01';

/** Adds to an alarm what somebody did; resolves when it is on this device. Throws `access.denied`, `request.not-found`, `device.*`. */
export async function actOnAlarm(
  station: AlarmWriting,
  { _id, uid }: Pick<AlarmRecord, '_id' | 'uid'>,
  act: AlarmAct,
  { stepId, note, birthDate }: ActWords,
): Promise<void> {
  const words = note.trim();
  const keyClass = classOf('alarm', 'steps.note', birthDate ?? GROWN_UP, dateAtStation(station.nowMs()));
  const place = { uid, field: 'steps.note', entryId: stepId, scope: scopeOf(_id) };
  const sealed =
    words === ''
      ? null
      : await station.sealer.seal(words, { ...place, class: keyClass === 'child' ? 'child' : 'general' });
  await addStep(station, _id, { id: stepId, written: touch(station), note: sealed, ...act });
}

/** Notes that the signed-in person had the alarm on the screen, once. Throws as `actOnAlarm`. */
export async function markSeen(station: AlarmWriting, { _id }: Pick<AlarmRecord, '_id'>): Promise<void> {
  const { uid } = station.session.staff;
  await addStep(station, _id, { id: station.newUid(), written: touch(station), note: null, kind: 'seen' }, (steps) =>
    steps.some(({ written, kind }) => kind === 'seen' && written.by === uid),
  );
}

async function addStep(
  { writer }: Pick<AlarmWriting, 'writer'>,
  id: string,
  step: AlarmRecordStep,
  isThere: (steps: readonly AlarmRecordStep[]) => boolean = (steps) => steps.some((each) => each.id === step.id),
): Promise<void> {
  await writer.edit(id, (record) => {
    const { steps } = record as unknown as AlarmRecord;
    return isThere(steps) ? {} : { steps: [...steps, step] };
  });
}

const touch = ({ nowMs, session, replica }: AlarmWriting) => ({ at: nowMs(), by: session.staff.uid, on: replica });

/** Saves what is watched for; the revision goes up by one. Throws `access.denied`, `device.*`. */
export async function saveWatchTable(
  { writer, session, newUid }: Pick<AlarmWriting, 'writer' | 'session' | 'newUid'>,
  table: WatchTable,
  known: RuleTableRecord | null,
): Promise<void> {
  if (known) {
    await writer.edit(known._id, (record) => ({
      content: { ...table },
      revision: Number((record as unknown as RuleTableRecord).revision) + 1,
    }));
    return;
  }
  const fields = { name: 'watch', revision: 1, content: { ...table } };
  await writer.create({ type: 'rule-table', scope: session.station.id, uid: newUid(), key: 'watch', fields });
}
