import { createHmac } from 'node:crypto';
import { ulid } from 'ulid';
import { dateAtStation } from '#shared/domain/calendar/date';
import { err, ok } from '#shared/errors/result';
import type { WireRecord } from '#shared/schema/envelope';
import { documentId } from '#shared/schema/ids';
import { openValue, sealingAad } from '#shared/schema/sealing';
import type { Incident } from '#shared/schema/types/incident';
import type { Category } from '#shared/schema/types/incident-category';
import type { GridKeys } from '../grid-keys';
import type { Answer, KeyHolder, Open311 } from '../open311-port';
import type { Audit, Log } from '../ports';
import { titleOf, type ReportWriter } from '../report-writer';
import type { StationPlaces } from '../station-places';
import type { ReportEntry, ReportLedger } from './ledger';
import { WORDS, type Language } from './messages';
import { MOST_REQUESTS, readQuery } from './read-query';
import { readReport, type WantedReport } from './read-report';
import { offered, serviceDefinition, serviceList } from './service-list';
import { serviceRequestOf, type RequestTables } from './service-request';
import { w3Time } from './times';

/** What knows the station's categories and units, and gives receipts. */
export interface IncidentDesk {
  begun(): Promise<void>;
  newReceipt(): Promise<string>;
  readonly tables: RequestTables & { records(): { readonly categories: readonly Category[] } };
}

export interface Open311Deps {
  readonly station: { readonly id: string; readonly name: string; readonly practice: boolean };
  /** `hub.busy` as long as it has not begun. */
  readonly desk: () => IncidentDesk;
  readonly places: StationPlaces;
  readonly reports: ReportWriter;
  readonly ledger: ReportLedger;
  readonly keys: Pick<GridKeys, 'named'>;
  readonly holder: (key: string) => KeyHolder | null;
  /** Makes of what was reported the print by which a repeat is known; it never leaves the host. */
  readonly printSecret: string;
  readonly audit: Pick<Audit, 'append'>;
  readonly log: Log;
  readonly now: () => number;
}

const SPECIFICATION = 'http://wiki.open311.org/GeoReport_v2';
/** So long the same report without a number of its own counts as one that was sent twice. */
const REPEAT_MS = 10 * 60_000;

/** GeoReport v2 over the station's incidents: see `Open311` and the README. */
export function createOpen311(deps: Open311Deps): Open311 {
  const { station, places, reports, ledger, audit, log, now } = deps;
  const underWay = new Map<string, Promise<unknown>>();
  const readOn = new Map<string, string>();

  async function desk(): Promise<IncidentDesk> {
    const found = deps.desk();
    await found.begun();
    return found;
  }
  const categories = async () => offered((await desk()).tables.records().categories);

  /** One after the other for each print: a system that sends again before it has an answer gets the first one's. */
  async function inTurn<T>(print: string, task: () => Promise<T>): Promise<T> {
    const before = underWay.get(print) ?? Promise.resolve();
    const done = before.then(task, task);
    underWay.set(print, done);
    try {
      return await done;
    } finally {
      if (underWay.get(print) === done) underWay.delete(print);
    }
  }

  async function take(
    holder: KeyHolder,
    wanted: WantedReport,
    print: string,
  ): Promise<{ uid: string; isNew: boolean }> {
    const known = ledger.find(holder.id, print);
    const isRepeat = known !== null && (known.by === 'number' || now() - known.atMs < REPEAT_MS);
    if (isRepeat && (await reports.find(known.uid, known.scope))) return { uid: known.uid, isNew: false };
    // What was cut off between ledger and hub is written under the id that it was given.
    const entry: ReportEntry = isRepeat
      ? known
      : {
          uid: ulid(now()),
          scope: reports.scopeOf(wanted.gridNumber),
          key: holder.id,
          print,
          by: wanted.number === null ? 'body' : 'number',
          atMs: now(),
        };
    if (!isRepeat) await ledger.add(entry);
    const { category, gridNumber, place, address, buildingUid, where, text, contact, urgent } = wanted;
    await reports.write({
      uid: entry.uid,
      gridNumber,
      categoryUid: category.uid,
      title: titleOf(category.minor.name, where),
      text,
      place,
      address,
      buildingUid,
      contact,
      channel: 'system',
      urgent,
      reportedAtMs: entry.atMs,
      receipt: await (await desk()).newReceipt(),
      photos: [],
      heldBack: null,
    });
    const id = documentId('incident', entry.scope, entry.uid);
    await audit.append({ kind: 'api-key-used', by: null, subject: id, detail: `report ${holder.name}` });
    log.info('open311.reported', { id });
    return { uid: entry.uid, isNew: true };
  }

  /** Each key's first question of a day stands in the audit chain. */
  async function noteReading({ id, name }: KeyHolder): Promise<void> {
    const today = dateAtStation(now());
    if (readOn.get(id) === today) return;
    readOn.set(id, today);
    await audit.append({ kind: 'api-key-used', by: null, subject: null, detail: `read ${name}` });
  }

  async function describe(incident: Incident & WireRecord): Promise<string | null> {
    // What somebody of the station wrote since may be about people.
    if (!incident.text || incident.stamps['text'] !== undefined) return null;
    const key = await deps.keys.named(incident.text.kid);
    const opened = key && (await openValue(key, incident.text, sealingAad({ uid: incident.uid, field: 'text' })));
    return opened?.ok && typeof opened.value === 'string' ? opened.value : null;
  }

  async function tell(entry: ReportEntry, language: Language) {
    const incident = await reports.find(entry.uid, entry.scope);
    if (!incident) return null;
    const { tables } = await desk();
    return serviceRequestOf(incident, await describe(incident), tables, { nowMs: now(), language });
  }

  return {
    jurisdiction: station.id,
    holder: deps.holder,
    discovery: async (origin) => {
      const records = (await desk()).tables.records().categories;
      const changeset = w3Time(Math.max(0, ...records.map(({ changed }) => changed.at)));
      return {
        changeset,
        contact: `${WORDS.zh.contact(station.name)} ${WORDS.en.contact(station.name)}`,
        key_service: `${WORDS.zh.keyService} ${WORDS.en.keyService}`,
        endpoints: [
          {
            specification: SPECIFICATION,
            url: `${origin}/open311/v2`,
            changeset,
            type: station.practice ? 'test' : 'production',
            formats: ['text/xml', 'application/json'],
          },
        ],
      };
    },
    services: async (language) => serviceList(await categories(), language),
    definition: async (code, language) => {
      const category = (await categories()).find(({ uid }) => uid === code);
      return category ? serviceDefinition(category, language) : null;
    },
    report: async (holder, form, language) => {
      const context = { categories: await categories(), places: await places.current() };
      const reading = readReport(form, context);
      if (reading.kind === 'wrong') return err(reading.problems);
      const { wanted } = reading;
      const said = wanted.number === null ? bodyOf(form) : JSON.stringify(['number', wanted.number]);
      const print = createHmac('sha256', deps.printSecret).update(said).digest('base64url');
      const { uid, isNew } = await inTurn(`${holder.id} ${print}`, () => take(holder, wanted, print));
      const words = WORDS[language];
      return ok([{ service_request_id: uid, service_notice: isNew ? words.taken : words.known, account_id: null }]);
    },
    requests: async (holder, query, language) => {
      const reading = readQuery(query, now());
      if (reading.kind === 'wrong') return err(reading.problems);
      await noteReading(holder);
      const { wanted } = reading;
      const entries =
        wanted.kind === 'ids'
          ? wanted.ids.flatMap((id) => ledger.get(holder.id, id) ?? [])
          : ledger.of(holder.id).filter(({ atMs }) => atMs >= wanted.fromMs && atMs <= wanted.untilMs);
      const told: Answer[] = [];
      for (const entry of entries) {
        if (told.length >= MOST_REQUESTS) break;
        const request = await tell(entry, language);
        if (request && (wanted.kind === 'ids' || fits(request, wanted))) told.push(request);
      }
      return ok(told);
    },
    request: async (holder, id, language) => {
      await noteReading(holder);
      const entry = ledger.get(holder.id, id);
      const request = entry && (await tell(entry, language));
      return request && [request];
    },
    // Every report has its id at once, so its token is that id.
    token: (holder, token) => (ledger.get(holder.id, token) ? [{ service_request_id: token, token }] : null),
  };
}

const fits = (
  request: Readonly<Record<string, Answer>>,
  { codes, statuses }: { readonly codes: ReadonlySet<string> | null; readonly statuses: ReadonlySet<string> | null },
): boolean =>
  (codes?.has(String(request['service_code'])) ?? true) && (statuses?.has(String(request['status'])) ?? true);

/** Everything that a form says, without the key and in one order. */
const bodyOf = (form: ReadonlyMap<string, readonly string[]>): string =>
  JSON.stringify([...form].filter(([name]) => name !== 'api_key').sort(([a], [b]) => (a < b ? -1 : 1)));
