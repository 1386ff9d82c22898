import { describe, expect, it } from 'vitest';
import { timelineOf, isAmong } from '#renderer/features/person/timeline';
import { uid, visitFields, WORKER_UID } from '../../support/builders';
import { personStation } from './station';

const NOTHING = { certificates: [], consents: [], findings: [], merges: [] };

describe('the timeline of a person', () => {
  it('tells of changes as far as stamps do: which part, when, and for the last one who', async () => {
    const desk = personStation();
    const person = await desk.addPerson(uid(1));
    await desk.station.writer.edit(person._id, () => ({
      dwellingUid: uid(5),
      householdUid: uid(6),
      relation: 'child',
    }));
    await desk.station.writer.edit(person._id, () => ({ status: 'moved-out' }));
    const entries = timelineOf({ person: await desk.read(person._id), dossier: NOTHING, visits: [], reveals: [] });
    expect(entries.map((entry) => [entry.kind, entry.kind === 'changed' ? entry.what : null, entry.by])).toEqual([
      ['changed', ['status'], WORKER_UID],
      ['changed', ['home'], null],
      ['created', null, WORKER_UID],
    ]);
  });

  it('has visits, papers and looks by day among it, the newest first, and lets them be told apart', async () => {
    const desk = personStation();
    const person = await desk.addPerson(uid(1));
    const day = (n: number) => person.created.at + n * 86_400_000;
    const visit = desk.add('visit', uid(2), visitFields({ personUid: person.uid, startedAtMs: day(2) }));
    const look = (n: number, atMs: number) =>
      desk.add('reveal', uid(n), {
        subjectType: 'person',
        subjectUid: person.uid,
        field: 'phone',
        purpose: 'show',
        atMs,
      });
    const consent = desk.add('consent', uid(3), {
      personUid: person.uid,
      purpose: 'photos',
      given: true,
      statedOn: '2026-11-24',
      atMs: day(1),
      by: 'self',
      how: 'spoken',
      validUntil: null,
      note: null,
    });
    const entries = timelineOf({
      person,
      dossier: { ...NOTHING, consents: [consent as never] },
      visits: [visit as never],
      reveals: [look(7, day(3)), look(8, day(3) + 1000), look(9, day(4))] as never,
    });
    expect(entries.map(({ kind }) => kind)).toEqual(['reveals', 'reveals', 'visit', 'consent', 'created']);
    expect(entries.flatMap((entry) => (entry.kind === 'reveals' ? [entry.count] : []))).toEqual([1, 2]);
    expect(entries.filter((entry) => isAmong(entry, 'papers')).map(({ kind }) => kind)).toEqual(['consent']);
    expect(entries.filter((entry) => isAmong(entry, 'looks'))).toHaveLength(2);
  });

  it('shows that a certificate was withdrawn, and a merge undone', async () => {
    const desk = personStation();
    const person = await desk.addPerson(uid(1));
    const certificate = desk.add('certificate', uid(2), {
      personUid: person.uid,
      kind: 'disability',
      holds: { kind: 'limb', grade: 2 },
      number: null,
      issuedOn: null,
      expiresOn: null,
      status: 'valid',
      importUid: null,
    });
    const merge = desk.add('merge', uid(3), {
      keptUid: person.uid,
      mergedUid: uid(4),
      keptId: person._id,
      mergedId: 'person~qinghe-1~x',
      before: {},
      state: 'merged',
      atMs: person.created.at + 500,
    });
    const withdrawn = await desk.station.writer.edit(certificate._id, () => ({ status: 'withdrawn' }));
    const undone = await desk.station.writer.edit(merge._id, () => ({ state: 'undone' }));
    const entries = timelineOf({
      person,
      dossier: { ...NOTHING, certificates: [withdrawn as never], merges: [undone as never] },
      visits: [],
      reveals: [],
    });
    expect(entries.map((entry) => `${entry.kind} ${'what' in entry ? String(entry.what) : ''}`.trim()).sort()).toEqual([
      'certificate added',
      'certificate withdrawn',
      'created',
      'merge merged',
      'merge undone',
    ]);
  });
});
