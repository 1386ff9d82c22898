import { clockAtStation, dateAtStation } from '#shared/domain/calendar/date';
import { limitTime } from '#shared/domain/incidents/deadlines';
import { nextStep, stepProblems, type StepContent } from '#shared/domain/incidents/steps';
import { askForTime } from '#shared/domain/incidents/unit-view';
import { AppError } from '#shared/errors/app-error';
import type { Matter, MatterStep } from '#shared/ipc/matters-api';
import { parseDocumentId } from '#shared/schema/ids';
import { liftRecord } from '#shared/schema/migrate';
import { openValue, sealingAad, sealValue } from '#shared/schema/sealing';
import type { Sealed, WireRecord } from '#shared/schema/envelope';
import { incident as incidentType, incidentSchema } from '#shared/schema/types/incident';
import type { Departments, Handler } from '../department-port';
import { createGridKeys } from '../grid-keys';
import { createHostWriter, WINNER, type WritableDatabase } from '../host-writer';
import type { DataKeys } from '../key-ports';
import type { Log, StaffAdmin } from '../ports';
import {
  matterOf,
  ownMatter,
  summaryOf,
  type IncidentDocument,
  type MatterTables,
  type OwnMatter,
  type Viewer,
} from './matters';
import { createDepartmentPhotos, type PhotosDeps } from './photos';

export interface DepartmentsDeps {
  readonly hub: PhotosDeps['hub'];
  readonly dataKeys: Pick<DataKeys, 'keysFor'>;
  readonly staff: Pick<StaffAdmin, 'list'>;
  /** What knows the station's incidents; null as long as it has not begun. */
  readonly incidents: () => SentIncidents | null;
  readonly log: Log;
  readonly now: () => number;
}

/** Finds what was sent to units. */
export interface SentIncidents {
  sentTo(unitUids: ReadonlySet<string>): Promise<readonly string[]>;
  isReady(): boolean;
  readonly tables: MatterTables;
}

/** Somebody else's writes that a step may have to be taken again over. */
const ROUNDS = 5;
/** Ended matters that the list still has. */
const MOST_ENDED = 100;

interface Found extends OwnMatter {
  readonly database: WritableDatabase;
  readonly scope: string;
  readonly rev: string;
}

/** See `Departments`. Everything is read from the hub's disk when it is asked for; the host holds the keys, handlers hold none. */
export function createDepartments(deps: DepartmentsDeps): Departments {
  const { hub, staff, log, now } = deps;
  const writer = createHostWriter(now);
  const keys = createGridKeys({ dataKeys: deps.dataKeys, hasGrid: (scope) => hub.database(`grid-${scope}`) !== null });
  const photos = createDepartmentPhotos({ hub, keys, writer, now });

  function incidents(): SentIncidents {
    const known = deps.incidents();
    if (!known) throw new AppError('hub.busy', 'the host has only just started', { retry: true });
    return known;
  }

  /** The door lets handlers through alone; whoever is none has no units here either. */
  function viewerOf({ staff: uid }: Handler): Viewer {
    const account = staff.list().find((each) => each.uid === uid);
    const isHandler = account?.active === true && account.post === 'department-handler';
    return { staff: uid, units: isHandler ? incidents().tables.unitsOf(uid) : [], nowMs: now() };
  }

  async function read(id: string, viewer: Viewer): Promise<Found | null> {
    const scope = parseDocumentId(id)?.scope ?? '';
    const database = hub.database(`grid-${scope}`);
    const stored = await database?.get(id, WINNER);
    if (!database || !stored?.found) return null;
    const { _rev, ...document } = stored.document as Record<string, unknown>;
    const record = liftRecord(incidentType, document as unknown as WireRecord);
    if (!incidentSchema.safeParse(record).success) return null;
    const own = ownMatter(record as unknown as IncidentDocument, viewer);
    return own && { ...own, database, scope, rev: String(_rev) };
  }

  /** Another unit's matter, and one that there is not, are the same to whoever asks. */
  async function found(handler: Handler, id: string): Promise<{ readonly viewer: Viewer; readonly own: Found }> {
    if (!incidents().isReady()) await incidents().sentTo(new Set());
    const viewer = viewerOf(handler);
    const own = await read(id, viewer);
    if (!own) throw new AppError('request.not-found', 'nothing of this unit');
    return { viewer, own };
  }

  async function opened(sealed: Sealed | null, aad: string): Promise<string | null> {
    const key = sealed && (await keys.named(sealed.kid));
    if (!key) return null;
    const value = await openValue(key, sealed, aad);
    return value.ok && typeof value.value === 'string' ? value.value : null;
  }

  async function show(own: OwnMatter, viewer: Viewer): Promise<Matter> {
    const { uid, text } = own.record;
    const names = new Map(staff.list().map((account) => [account.uid, account.name]));
    return matterOf(own, incidents().tables, viewer, {
      text: await opened(text, sealingAad({ uid, field: 'text' })),
      noteOf: ({ id, note }) => opened(note, sealingAad({ uid, field: 'steps.note', entryId: id })),
      nameOf: (staffUid) => names.get(staffUid) ?? null,
    });
  }

  async function take(handler: Handler, id: string, wanted: MatterStep): Promise<Matter> {
    for (let round = 0; round < ROUNDS; round += 1) {
      const { own, viewer } = await found(handler, id);
      const { record, standing, scope, database, rev } = own;
      const matter = await show(own, viewer);
      if (record.steps.some((step) => step.id === wanted.stepId)) return matter;
      if (!matter.allowed.includes(wanted.act))
        throw new AppError('row.conflict', 'the matter does not admit this now');
      const ids = new Set(record.steps.map((step) => step.id));
      if (!wanted.seen.every((step) => ids.has(step))) throw new AppError('request.malformed', 'seen: unknown steps');
      const content: StepContent = { kind: wanted.act === 'ask-time' ? 'note' : wanted.act };
      assertWhole(own, content, wanted);
      await photos.assertOwn(handler, scope, wanted.photos);

      const edited = writer.edit(record, { steps: record.steps, photos: record.photos }, handler.staff);
      const { kid, key } = await keys.newest({ scope, class: 'general' });
      const words = wordsOf(wanted);
      const aad = sealingAad({ uid: record.uid, field: 'steps.note', entryId: wanted.stepId });
      const frame = {
        id: wanted.stepId,
        written: edited.changed,
        post: 'department-handler' as const,
        note: words === '' ? null : await sealValue(key, kid, words, aad),
        photoIds: wanted.photos.map((photo) => photo.id),
      };
      const heads = wanted.seen.length > 0 ? wanted.seen : standing.heads;
      const added = wanted.photos.filter(({ id: photo }) => !record.photos.some((known) => known.id === photo));
      const next = {
        ...edited,
        steps: [...record.steps, nextStep({ heads }, frame, content)],
        photos: [...record.photos, ...added],
        _rev: rev,
      };
      const [answer] = await database.bulkDocs({ rows: [next], newEdits: true });
      if (answer && 'ok' in answer) {
        log.info('departments.step', { id, kind: content.kind });
        // What went back is not theirs any more, so it is shown as it was left.
        const after = await read(id, viewer);
        return after ? show(after, viewer) : { ...matter, isOpen: false, allowed: [] };
      }
      if (answer?.error !== 'conflict') throw new Error('the hub did not take a step');
    }
    throw new AppError('hub.busy', 'somebody else writes to this matter', { retry: true });
  }

  function assertWhole({ record, standing }: OwnMatter, content: StepContent, wanted: MatterStep): void {
    const { tables } = incidents();
    const category = tables.category(standing.categoryUid);
    const limit = limitTime(record, standing, category, tables.calendar(), now());
    const dueAtMs = limit.kind === 'running' ? limit.dueAtMs : null;
    const kind = wanted.act === 'ask-time' ? 'postpone' : content.kind;
    const draft = { note: wanted.note, photos: wanted.photos.length, untilMs: wanted.untilMs };
    const [problem] = stepProblems(kind, draft, { uid: record.uid, category, dueAtMs, nowMs: now() });
    if (problem) throw new AppError('request.malformed', `step: ${problem}`);
  }

  return {
    list: async (handler) => {
      const known = incidents();
      if (!known.isReady()) await known.sentTo(new Set());
      const viewer = viewerOf(handler);
      const ids = await known.sentTo(new Set(viewer.units.map(({ uid }) => uid)));
      const own = (await Promise.all(ids.map((id) => read(id, viewer)))).filter((each) => each !== null);
      const rows = own.map((each) => summaryOf(each, known.tables, viewer));
      const open = rows
        .filter(({ isOpen }) => isOpen)
        .sort((a, b) => (a.dueAtMs ?? FAR) - (b.dueAtMs ?? FAR) || a.sentAtMs - b.sentAtMs);
      const ended = rows.filter(({ isOpen }) => !isOpen).sort((a, b) => b.sentAtMs - a.sentAtMs);
      return [...open, ...ended.slice(0, MOST_ENDED)];
    },
    matter: async (handler, id) => {
      const { own, viewer } = await found(handler, id);
      return show(own, viewer);
    },
    photo: async (handler, id, photoId, part) => {
      const { own, viewer } = await found(handler, id);
      const matter = await show(own, viewer);
      const ref = own.record.photos.find((photo) => photo.id === photoId);
      const isShown = matter.photos.some((photo) => photo.id === photoId);
      const opened = ref && isShown ? await photos.open(ref, part) : null;
      if (!opened) throw new AppError('request.not-found', 'no such picture of this unit');
      return opened;
    },
    keepPhoto: async (handler, id, photo, known) => {
      const { own, viewer } = await found(handler, id);
      if ((await show(own, viewer)).allowed.length === 0)
        throw new AppError('row.conflict', 'the matter takes no pictures now');
      return photos.keep(handler, own.scope, photo, known);
    },
    take,
  };
}

const FAR = Number.MAX_SAFE_INTEGER;

/** What is written beside the step: for more time, with the day and hour that is asked for. */
function wordsOf({ act, note, untilMs }: MatterStep): string {
  const words = note.trim();
  if (act !== 'ask-time' || untilMs === null) return words;
  return askForTime(`${dateAtStation(untilMs)} ${clockAtStation(untilMs).slice(0, 5)}`, words);
}
