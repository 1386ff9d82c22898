import { APPEND_ONLY } from '#shared/domain/access/table';
import { changesOnTheWay, subjectOf } from '#shared/domain/transfers/transfers';
import type { WireRecord } from '#shared/schema/envelope';
import { documentId, parseDatabaseName, parseDocumentId } from '#shared/schema/ids';
import type { MovedTo, Stub } from '#shared/schema/moved';
import type { Enterprise } from '#shared/schema/types/enterprise';
import type { Household } from '#shared/schema/types/home';
import type { Person } from '#shared/schema/types/person';
import { compareVectors, joinVectors } from '#shared/sync/vector';
import type { HostWriter } from '../host-writer';
import type { Audit } from '../ports';
import type { Job, JobLog } from './job-log';
import { leafOf, readLeaf, writeOver, type Leaf, type TransferHub } from './leaf';
import { idThere, type Move, type Mover } from './mover';
import type { Photos } from './photos';
import { isWhole, planBuilding } from './plan';
import { keyIn, leavesAbout } from './sweep';
import { countsOf } from './views';

export interface CarrierDeps {
  readonly hub: TransferHub;
  readonly jobs: JobLog;
  readonly mover: Mover;
  readonly photos: Pick<Photos, 'finish' | 'settle'>;
  readonly writer: HostWriter;
  readonly audit: Pick<Audit, 'append'>;
  readonly now: () => number;
  /** Once true, a job ends where it is and goes on at the next start. */
  readonly isStopped: () => boolean;
}

/** What goes with those whose uids are `heads`. */
interface Following {
  readonly scope: string;
  readonly heads: ReadonlySet<string>;
  readonly job: Job;
  readonly movedTo: MovedTo;
}

/** Does what the jobs say. Everything may be cut off anywhere and called again. */
export interface Carrier {
  /** A job from wherever it stands to its end. */
  run(uid: string): Promise<void>;
  /** Puts back what a hub that was set back or made anew lacks of the transfers that left this scope. */
  recheck(scope: string): Promise<void>;
  /** Looks at one document as the feed brings it: a stub is noted, and a record goes after those it belongs to. */
  look(document: Readonly<Record<string, unknown>>): Promise<void>;
}

/** See `Carrier`. */
export function createCarrier({ hub, jobs, mover, photos, writer, audit, now, isStopped }: CarrierDeps): Carrier {
  const onTheWay = (job: Job) => async (record: WireRecord) => {
    const isHead = record.type === 'person' || record.type === 'household';
    const { importUid } = record as Partial<Person>;
    const scope = parseDocumentId(record._id)?.scope ?? '';
    // Where it goes there is no such import: lists would not show it, and what is hidden here is to stay so.
    const isShown = typeof importUid === 'string' && (await isWhole(mover.database(scope), scope, importUid));
    return { ...(isHead && changesOnTheWay(record, job)), ...(isShown && { importUid: null }) };
  };

  async function carry(ids: readonly string[], job: Job, movedTo: MovedTo): Promise<void> {
    const moves: Move[] = [];
    for (const id of ids) moves.push(await mover.move(id, movedTo, onTheWay(job)));
    const unreadable = moves.reduce((sum, move) => sum + (move.kind === 'moved' ? move.unreadable : 0), 0);
    if (unreadable > 0) await jobs.change(job.uid, (before) => ({ unreadable: before.unreadable + unreadable }));
    const stubs = moves.flatMap((move) => (move.kind === 'none' ? [] : [move.stub]));
    const cameBack: string[] = [];
    for (const move of moves) if (move.kind === 'moved' && (await isBack(move.placed))) cameBack.push(move.placed._id);
    await jobs.note(stubs, cameBack);
  }

  /** Whether a record has come back to where it left a stub: it has seen the stub; or, never being written again, whom it is about has. */
  async function isBack(record: WireRecord): Promise<boolean> {
    const left = jobs.stubAt(record._id);
    if (!left) return false;
    if (APPEND_ONLY.has(record.type)) return (await leader(record)) === null;
    return compareVectors(record.vv, left.stub.vv) === 'after';
  }

  /** Everything about them, and what an earlier try left without noting it; until it is cut off. */
  async function carryFollowing(
    { scope, heads, job, movedTo }: Following,
    isCut: () => boolean = () => false,
  ): Promise<void> {
    for await (const page of leavesAbout(mover.database(scope), scope, heads)) {
      if (isCut()) return;
      await carry(
        page.flatMap(({ id, leaf }) => (leaf.kind === 'record' ? [id] : [])),
        job,
        movedTo,
      );
      await jobs.note(
        page.flatMap(({ leaf }) => (leaf.kind === 'stub' && isSame(leaf.stub.movedTo, movedTo) ? [leaf.stub] : [])),
        [],
      );
    }
  }

  /** A household does not keep somebody as its head who has gone. */
  async function tidy({ from, leftHouseholdUid, subjectUid, by }: Job): Promise<void> {
    if (leftHouseholdUid === null) return;
    const here = mover.database(from);
    const head = await readLeaf(here, documentId('person', from, subjectUid));
    if (head.kind !== 'stub') return;
    for (;;) {
      const home = await readLeaf(here, documentId('household', from, leftHouseholdUid));
      if (home.kind !== 'record' || (home.record as unknown as Household).headUid !== subjectUid) return;
      if ((await writeOver(here, writer.edit(home.record, { headUid: null }, by), home.rev)) !== null) return;
    }
  }

  async function run(uid: string): Promise<void> {
    const job = jobs.jobs().find((each) => each.uid === uid);
    if (!job || job.endedAtMs !== null) return;
    const { kind, subjectUid, from, to, by, startedAtMs, heads } = job;
    if (!job.isAudited) {
      await audit.append({ kind: 'transferred', by, subject: subjectUid, detail: `${kind} ${from} ${to}` });
      await jobs.change(uid, () => ({ isAudited: true }));
    }
    const movedTo: MovedTo = { scope: to, at: startedAtMs, by };
    await carry(heads, job, movedTo);
    await tidy(job);
    await carryFollowing({ scope: from, heads: new Set(heads.map(keyIn)), job, movedTo }, isStopped);
    if (isStopped()) return;
    await photos.finish(uid);
    await jobs.change(uid, (done) => {
      const { people, visits, others } = countsOf(done);
      return { endedAtMs: now(), counts: { people, visits, others } };
    });
    // What a device's write brought along while the job was ending.
    await photos.finish(uid);
  }

  async function recheckOne(id: string, { stub, job }: { readonly stub: Stub; readonly job: Job }): Promise<void> {
    const here = mover.database(parseDocumentId(id)?.scope ?? '');
    const leaf = await readLeaf(here, id);
    if (leaf.kind === 'none') {
      if (await isSomewhere(id, stub.movedTo)) await writeOver(here, stub, null);
    } else if (leaf.kind === 'stub') {
      const causality = compareVectors(leaf.stub.vv, stub.vv);
      const isBehind = causality === 'before' || causality === 'concurrent';
      if (isBehind) await writeOver(here, { ...stub, vv: joinVectors(leaf.stub.vv, stub.vv) }, leaf.rev);
    } else if (leaf.kind === 'record') await lookAtRecord(leaf.record, { stub, job });
  }

  /**
   * Whether a hub that was set back still has what left this id. Without a copy a stub would take the record from devices that have not
   * heard of the transfer, and it would be nowhere; left alone, they bring it, and it goes again.
   */
  async function isSomewhere(id: string, { scope }: MovedTo, seen: readonly string[] = []): Promise<boolean> {
    const there = idThere(id, scope);
    if ((await readLeaf(mover.database(scope), there)).kind !== 'none') return true;
    const left = seen.includes(there) ? null : jobs.stubAt(there);
    return left !== null && isSomewhere(there, left.stub.movedTo, [...seen, there]);
  }

  /** A record under an id that somebody left: it came back by a later transfer, or a hub that was set back has it again. */
  async function lookAtRecord(record: WireRecord, { stub, job }: { readonly stub: Stub; readonly job: Job }) {
    if (!(await isBack(record))) return carry([record._id], job, stub.movedTo);
    await jobs.note([], [record._id]);
    await photos.settle(record);
  }

  /** Whom a record goes with who has left its scope; null where nobody has. */
  async function leader(record: WireRecord): Promise<{ readonly job: Job; readonly movedTo: MovedTo } | null> {
    const scope = parseDocumentId(record._id)?.scope ?? '';
    for (const { type, uid } of leadersOf(record)) {
      const id = `${type}~${scope}~${uid}`;
      const left = parseDocumentId(id) ? jobs.stubAt(id) : null;
      const leaf: Leaf = left ? await readLeaf(mover.database(scope), id) : { kind: 'none' };
      if (left && leaf.kind === 'stub') return { job: left.job, movedTo: leaf.stub.movedTo };
    }
    return null;
  }

  /** A home or a shop that somebody added to a building that has left: it goes after it, with whoever lives there. */
  async function carryLate({ _id }: WireRecord, job: Job): Promise<void> {
    const { subjectUid, from, to, startedAtMs: at, by } = job;
    // The job itself takes what it knows of, and one that was added with others goes with the first of them.
    if (job.endedAtMs === null && job.heads.includes(_id)) return;
    if ((await readLeaf(mover.database(from), _id)).kind !== 'record') return;
    const plan = await planBuilding(hub, subjectUid, from, to);
    // What is there of an import that is not complete stays hidden until it is, here as well as there.
    const heads = typeof plan === 'string' ? [_id] : plan.heads;
    const movedTo: MovedTo = { scope: to, at, by };
    await carry(heads, job, movedTo);
    await carryFollowing({ scope: from, heads: new Set(heads.map(keyIn)), job, movedTo });
  }

  return {
    run,
    async recheck(scope) {
      const left = jobs.jobs().flatMap((job) => Object.keys(job.stubs));
      for (const id of left) {
        const known = parseDocumentId(id)?.scope === scope ? jobs.stubAt(id) : null;
        if (known) await recheckOne(id, known);
      }
      for (const job of jobs.jobs()) {
        if (job.from !== scope || job.endedAtMs === null) continue;
        await tidy(job);
        await photos.finish(job.uid);
      }
    },
    async look(document) {
      const leaf = leafOf(document);
      if (leaf.kind === 'stub') {
        await jobs.note([leaf.stub], []);
        const { _id, movedTo } = leaf.stub;
        const job = jobs.jobOf(parseDocumentId(_id)?.scope ?? '', movedTo);
        if (job && job.endedAtMs !== null) await photos.finish(job.uid, idThere(_id, movedTo.scope));
        return;
      }
      if (leaf.kind !== 'record') return;
      const { record } = leaf;
      const left = jobs.stubAt(record._id);
      if (left) return lookAtRecord(record, left);
      const late = jobs.buildingLeft(parseDocumentId(record._id)?.scope ?? '', buildingOf(record) ?? '');
      if (late) return carryLate(record, late);
      const lead = await leader(record);
      if (!lead) return photos.settle(record);
      await carry([record._id], lead.job, lead.movedTo);
      if (record.type !== 'person') return;
      const scope = parseDocumentId(record._id)?.scope ?? '';
      await carryFollowing({ scope, heads: new Set([record.uid]), ...lead });
    },
  };
}

/** Whom or what a record would go with, the closest first. */
function leadersOf(record: WireRecord): readonly { readonly type: string; readonly uid: string }[] {
  const { householdUid, dwellingUid } = record as Partial<Person>;
  const of = (types: readonly string[], uid: string | null | undefined) =>
    types.flatMap((type) => (uid ? [{ type, uid }] : []));
  switch (record.type) {
    case 'person':
      return householdUid ? of(['household'], householdUid) : of(['dwelling'], dwellingUid);
    case 'household':
    case 'enterprise':
      return of(['dwelling'], dwellingUid);
    default:
      return of(['person', 'household', 'dwelling'], subjectOf(record));
  }
}

/** uid of the building that a record would go with by itself; null for one that goes with somebody, or stays. */
const buildingOf = (record: WireRecord): string | null =>
  record.type === 'dwelling' || record.type === 'enterprise'
    ? ((record as Partial<Enterprise>).buildingUid ?? null)
    : null;

const isSame = (a: MovedTo, b: MovedTo): boolean => a.scope === b.scope && a.at === b.at && a.by === b.by;

/** Whether a database holds a grid's records. */
export const isGrid = (database: string): boolean => parseDatabaseName(database)?.kind === 'grid';
