import { createHash, createHmac, randomInt, timingSafeEqual } from 'node:crypto';
import { ulid, decodeTime } from 'ulid';
import { suspicionsOf } from '#shared/domain/incidents/suspect';
import { documentId } from '#shared/schema/ids';
import type { Category } from '#shared/schema/types/incident-category';
import type { GridKeys } from '../grid-keys';
import { uidOfText } from '../host-step-id';
import type { Log } from '../ports';
import type { ReportOutcome, ReportPlace, ResidentReport, ResidentReports } from '../report-port';
import { titleOf, type ReportWriter } from '../report-writer';
import { keepPhoto, readResidentPhoto, type BarePhoto, type KeepPhotoDeps } from '../resident-photo';
import type { KnownBuilding, StationPlaces } from '../station-places';
import { heldNote, UNSORTED } from './report-messages';

/** What knows the station's categories, and gives receipts. */
export interface ReportDesk {
  begun(): Promise<void>;
  newReceipt(): Promise<string>;
  readonly tables: { records(): { readonly categories: readonly Category[] } };
}

export interface ResidentReportsDeps extends KeepPhotoDeps {
  readonly stationName: () => string;
  readonly isOn: () => boolean;
  /** `hub.busy` as long as it has not begun. */
  readonly desk: () => ReportDesk;
  readonly places: StationPlaces;
  readonly reports: ReportWriter;
  readonly keys: Pick<GridKeys, 'newest'>;
  /** Vouches for pages that this host made; it never leaves the host. */
  readonly formSecret: string;
  readonly log: Log;
  readonly now: () => number;
}

/** Houses that a page names at once. */
const MOST_PLACES = 20;
const DAY_MS = 86_400_000;
/** Reports whose words are remembered for a day, by hash. */
const MOST_REMEMBERED = 2000;

/**
 * Takes reports from residents' phones: each becomes an incident of its grid, sealed for those who may read there, with a receipt. What looks
 * like rubbish is taken in as well, with a note for the desk and no rule acting on it. Nothing of who sent it is kept but what was typed.
 */
export function createResidentReports(deps: ResidentReportsDeps): ResidentReports {
  const { places, reports, keys, log, now } = deps;
  const replica = Array.from({ length: 12 }, () => randomInt(36).toString(36)).join('');
  /** When words last came, and under which page. */
  const words = new Map<string, { readonly atMs: number; readonly form: string }>();

  async function categories(): Promise<readonly Category[]> {
    const desk = deps.desk();
    await desk.begun();
    return desk.tables
      .records()
      .categories.filter(({ active }) => active)
      .sort((a, b) => a.order - b.order);
  }

  const sealOf = (id: string): string =>
    createHmac('sha256', deps.formSecret).update(id).digest('base64url').slice(0, 22);

  function shownAt(form: string): number | null {
    const [, id = '', seal = ''] = /^([0-9A-HJKMNP-TV-Z]{26})\.([\w-]{22})$/.exec(form) ?? [];
    if (id === '' || !timingSafeEqual(new Uint8Array(Buffer.from(seal)), new Uint8Array(Buffer.from(sealOf(id)))))
      return null;
    return decodeTime(id);
  }

  /** How often the same words came under other pages within a day. */
  function sameBefore(text: string, form: string): number {
    const print = createHash('sha256').update(text.replace(/\s+/g, '')).digest('base64url');
    const before = words.get(print);
    words.delete(print);
    words.set(print, { atMs: now(), form });
    for (const [each, { atMs }] of words) {
      if (words.size <= MOST_REMEMBERED && now() - atMs < DAY_MS) break;
      words.delete(each);
    }
    return before && before.form !== form && now() - before.atMs < DAY_MS ? 1 : 0;
  }

  /** A form that this host made stands for one report. */
  const uidOf = (form: string): string => uidOfText(`resident ${form}`);

  async function receiptOf(form: string, buildingUid: string): Promise<string | null> {
    const building = (await places.current()).building(buildingUid);
    if (!building) return null;
    return (await reports.find(uidOf(form), reports.scopeOf(building.gridNumber)))?.receipt ?? null;
  }

  async function report(wanted: ResidentReport): Promise<ReportOutcome> {
    if (wanted.from === 'phone' && !deps.isOn()) return { kind: 'off' };
    const building = (await places.current()).building(wanted.buildingUid);
    if (!building) return { kind: 'no-place' };
    const category = (await categories()).find(({ uid }) => uid === wanted.categoryUid) ?? null;
    if (wanted.categoryUid !== null && !category) return { kind: 'no-category' };
    // A page that the station did not make stands for nobody's report: the next one with the same words in it is another's.
    const uid = wanted.shownAtMs === null ? ulid(now()) : uidOf(wanted.form);
    const scope = reports.scopeOf(building.gridNumber);
    const known = await reports.find(uid, scope);
    if (known?.receipt) return { kind: 'taken', receipt: known.receipt };

    const bare: BarePhoto[] = [];
    for (const [at, file] of wanted.photos.entries()) {
      const read = readResidentPhoto(ulid(now()), file);
      if (read.kind === 'refused') return { kind: 'bad-photo', number: at + 1, why: read.why };
      bare.push(read.photo);
    }
    const key = await keys.newest({ scope, class: 'general' });
    const photos = [];
    for (const photo of bare)
      photos.push(await keepPhoto(photo, { scope, kind: 'photo', key, replica, nowMs: now() }, deps));

    const { text, phone, form, isBaited, shownAtMs } = wanted;
    // A kiosk is the station's own, and nobody sees there how long somebody has thought before.
    const tookMs = wanted.from === 'kiosk' ? Infinity : shownAtMs === null ? null : now() - shownAtMs;
    const suspicions = suspicionsOf({ text, isBaited, tookMs, sameBefore: sameBefore(text, form) });
    const address = [building.address, wanted.spot].filter((each) => each !== '').join(' ');
    const receipt = await deps.desk().newReceipt();
    const outcome = await reports.write({
      uid,
      gridNumber: building.gridNumber,
      categoryUid: category?.uid ?? null,
      title: titleOf(category?.minor.name ?? UNSORTED, address),
      text,
      place: building.center && { ...building.center, accuracyMeters: null, source: 'address' },
      address,
      buildingUid: building.uid,
      contact: phone === '' ? null : { name: '', phone },
      channel: wanted.from === 'kiosk' ? 'kiosk' : 'resident',
      // Whatever the category: who takes it on says so.
      urgent: false,
      reportedAtMs: now(),
      receipt,
      photos,
      heldBack: suspicions.length > 0 ? heldNote(wanted.from, suspicions) : null,
    });
    log.info('residents.reported', { id: documentId('incident', scope, uid), count: photos.length });
    if (outcome === 'written') return { kind: 'taken', receipt };
    // The same page was sent twice at once; the other one's receipt counts.
    const first = await reports.find(uid, scope);
    return { kind: 'taken', receipt: first?.receipt ?? receipt };
  }

  return {
    stationName: deps.stationName,
    isOn: deps.isOn,
    places: async (typed) => (await places.current()).search(typed).slice(0, MOST_PLACES).map(placeOf),
    place: async (uid) => {
      const building = (await places.current()).building(uid);
      return building && placeOf(building);
    },
    form: async () => {
      const groups = new Map<string, { readonly uid: string; readonly name: string }[]>();
      for (const { uid, major, minor } of await categories()) {
        const group = groups.get(major.name) ?? [];
        group.push({ uid, name: minor.name });
        groups.set(major.name, group);
      }
      return { groups: [...groups].map(([name, each]) => ({ name, categories: each })) };
    },
    newForm: () => {
      const id = ulid(now());
      return `${id}.${sealOf(id)}`;
    },
    shownAt,
    receiptOf,
    report,
  };
}

const placeOf = ({ uid, address }: KnownBuilding): ReportPlace => ({ uid, address });
