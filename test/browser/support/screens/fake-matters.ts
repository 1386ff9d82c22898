import { workingCalendar } from '#shared/domain/calendar/working-calendar';
import { nextStep } from '#shared/domain/incidents/steps';
import { AppError } from '#shared/errors/app-error';
import type { DepartmentPhoto } from '#shared/ipc/matters-api';
import type { WireRecord } from '#shared/schema/envelope';
import { importSealingKey, openValue, sealingAad, sealValue } from '#shared/schema/sealing';
import type { Calendar } from '#shared/schema/types/calendar';
import type { Category } from '#shared/schema/types/incident-category';
import type { Unit } from '#shared/schema/types/incident-dispatch';
import type { Staff } from '#shared/schema/types/place';
import type { Matters } from '#renderer/data/index';
import { matterOf, ownMatter, summaryOf, type IncidentDocument } from '#main/services/departments/matters';
import type { ScreenData } from './page';

/** The host as a department's handler meets it: the product's own view of the practice station's incidents, kept in memory. */
export function fakeMatters(
  data: ScreenData,
  staff: Pick<Staff, 'uid'>,
  nowMs: () => number,
  isAway: () => boolean,
): Matters {
  const of = <T>(type: string) =>
    data.records.filter((record) => record.type === type) as unknown as (T & WireRecord)[];
  const incidents = new Map(of<IncidentDocument>('incident').map((record) => [record._id, record]));
  const units = of<Unit>('unit').filter(({ memberUids }) => memberUids.includes(staff.uid));
  const calendar = workingCalendar(of<Calendar>('calendar'));
  const categories = new Map(of<Category>('category').map((row) => [row.uid, row]));
  const names = new Map(of<Staff>('staff').map(({ uid, name }) => [uid, name]));
  const tables = {
    category: (uid: string | null) => categories.get(uid ?? '') ?? null,
    calendar: () => calendar,
    unitsOf: () => units,
  };
  const pictures = new Map<string, DepartmentPhoto>();
  const viewer = () => ({ staff: staff.uid, units, nowMs: nowMs() });

  const keyFor = async (scope: string) => {
    const found = data.keys.find((key) => key.scope === scope && key.class === 'general');
    if (!found) throw new Error(`no key of ${scope}`);
    return { kid: found.kid, key: await importSealingKey(found.key) };
  };

  async function asked(): Promise<void> {
    if (isAway()) throw new AppError('hub.unreachable', 'away', { retry: true });
  }

  async function own(id: string) {
    await asked();
    const record = incidents.get(id);
    const found = record && ownMatter(record, viewer());
    if (!found) throw new AppError('request.not-found', 'nothing of this unit');
    return found;
  }

  async function show(id: string) {
    const found = await own(id);
    const { uid, text, _id } = found.record;
    const { key } = await keyFor(_id.split('~')[1] ?? '');
    const open = async (sealed: typeof text, field: string, entryId?: string) => {
      if (!sealed) return null;
      const opened = await openValue(
        key,
        sealed,
        sealingAad({ uid, field, ...(entryId !== undefined && { entryId }) }),
      );
      return opened.ok ? String(opened.value) : null;
    };
    return matterOf(found, tables, viewer(), {
      text: await open(text, 'text'),
      noteOf: (step) => open(step.note, 'steps.note', step.id),
      nameOf: (uidOf) => names.get(uidOf) ?? null,
    });
  }

  return {
    async list() {
      await asked();
      const found = [...incidents.values()].flatMap((record) => ownMatter(record, viewer()) ?? []);
      return found.map((each) => summaryOf(each, tables, viewer()));
    },
    matter: show,
    async photo(id, photoId) {
      await own(id);
      const picture = pictures.get(photoId);
      if (!picture) throw new AppError('request.not-found', 'not here');
      const bytes = Uint8Array.from(atob(picture.full), (character) => character.charCodeAt(0));
      return new Blob([bytes], { type: picture.mime });
    },
    async keepPhoto(id, photo) {
      await own(id);
      pictures.set(photo.id, photo);
      const media = `photo~${id.split('~')[1] ?? ''}~${'a'.repeat(64)}`;
      const { mime, width, height } = photo;
      return { id: photo.id, media, kind: 'photo', mime, width, height, bytes: 1000, addedAtMs: nowMs() };
    },
    async take(id, wanted) {
      const { record, standing } = await own(id);
      if (record.steps.some((step) => step.id === wanted.stepId)) return show(id);
      const { allowed } = await show(id);
      if (!allowed.includes(wanted.act)) throw new AppError('row.conflict', 'not now');
      const { kid, key } = await keyFor(id.split('~')[1] ?? '');
      const aad = sealingAad({ uid: record.uid, field: 'steps.note', entryId: wanted.stepId });
      const frame = {
        id: wanted.stepId,
        written: { at: nowMs(), by: staff.uid, on: 'host00000000' },
        post: 'department-handler' as const,
        note: wanted.note === '' ? null : await sealValue(key, kid, wanted.note, aad),
        photoIds: wanted.photos.map((photo) => photo.id),
      };
      const step = nextStep(standing, frame, { kind: wanted.act === 'ask-time' ? 'note' : wanted.act });
      incidents.set(id, { ...record, steps: [...record.steps, step], photos: [...record.photos, ...wanted.photos] });
      return show(id);
    },
  };
}
