import { beforeAll, describe, expect, it } from 'vitest';
import type { WireRecord } from '#shared/schema/envelope';
import type { OpenedPerson } from '#shared/schema/opened-person';
import { authorKid, deriveAuthorKey, importSealingKey, openValue, sealingAad } from '#shared/schema/sealing';
import type { Person } from '#shared/schema/types/person';
import type { Visit } from '#shared/schema/types/visit';
import { misplacedValues } from '#shared/schema/value-class';
import { ageOn, dateInShanghai, isoDateInShanghai } from '#sync-server/seed/calendar';
import { citizenIdCheck, NOWHERE } from '#sync-server/seed/identity';
import { PLANTED } from '#sync-server/seed/planted';
import { practiceRecords } from '#sync-server/seed/practice';
import { practiceStaff } from '#sync-server/seed/station';
import { keyBytes, keys, NOW_MS, ofType, opened, openedPeople, options, small } from './practice-station';

const isPlanted = (name: string | null): boolean => new Set<string>(Object.values(PLANTED).flat()).has(name ?? '');

let all: readonly WireRecord[];
let people: readonly (OpenedPerson & WireRecord)[];

beforeAll(async () => {
  all = (await practiceRecords(options)).flatMap(({ records }) => records);
  people = await openedPeople(all);
});

describe('what is sealed', () => {
  const open = async (key: string, record: WireRecord, field: string, sealed: unknown) =>
    openValue(await importSealingKey(key), sealed as never, sealingAad({ uid: record.uid, field }));

  it('is a citizen id that is well formed and of no place', async () => {
    for (const record of people.filter(({ citizenId, name }) => citizenId !== null && !isPlanted(name)).slice(0, 300)) {
      const id = String(await opened(record, 'citizenId'));
      expect(id).toMatch(/^\d{17}[\dX]$/);
      expect(id.slice(0, 6)).toBe(NOWHERE);
      expect(id.slice(6, 14)).toBe(record.birthDate.replaceAll('-', ''));
      expect(Number(id[16]) % 2).toBe(record.sex === 'male' ? 1 : 0);
      expect(id[17]).toBe(citizenIdCheck(id.slice(0, 17)));
    }
  });

  it('is a phone that nobody can be called on', async () => {
    const phones = await Promise.all(people.slice(0, 300).map((record) => opened(record, 'phone')));
    const known = phones.filter((phone) => phone !== null);
    expect(known.length).toBeGreaterThan(150);
    for (const phone of known) expect(phone).toMatch(/^154\d{8}$/);
  });

  it('opens health answers with the health key and not with the general one', async () => {
    const record = ofType<Visit & WireRecord>('visit', all).find(({ answers }) => answers.bloodPressure);
    if (!record) throw new Error('no blood pressure was measured');
    const sealed = record.answers.bloodPressure;
    expect(await open(keyBytes(1, 'health'), record, 'answers.bloodPressure', sealed)).toMatchObject({
      ok: true,
      value: { systolic: expect.any(Number), diastolic: expect.any(Number) },
    });
    expect(await open(keyBytes(1, 'general'), record, 'answers.bloodPressure', sealed)).toEqual({
      ok: false,
      error: 'unreadable',
    });
  });

  it('is all of a child’s file but ids, dates and grid, under the child key', () => {
    const today = dateInShanghai(NOW_MS);
    const files = ofType<Person & WireRecord>('person', all).filter(({ birthDate }) => ageOn(today, birthDate) < 15);
    const names = people.flatMap(({ birthDate, name }) =>
      ageOn(today, birthDate) < 15 && name !== null ? [name] : [],
    );
    expect(files.length).toBeGreaterThan(100);
    expect(names.length).toBe(files.length);
    for (const file of files) {
      const scope = file._id.split('~')[1];
      for (const value of [file.name, file.sex, file.relation, file.relationCode, file.disability, file.citizenId]) {
        expect(value).toMatchObject({ kid: `${scope}.child.1` });
      }
      for (const { name, relation, phone } of file.contacts) {
        for (const value of [name, relation, phone]) expect(value).toMatchObject({ kid: `${scope}.child.1` });
      }
    }
    const uidOf = people.find(({ name }) => name === '许小满')?.uid;
    const xiaoman = files.find(({ uid }) => uid === uidOf);
    expect(xiaoman?.contacts.length).toBe(1);
    expect(JSON.stringify(xiaoman)).not.toMatch(/许小满|许海涛|父亲|grandchild|female/);
  });

  it('hides whom to call about an adult as well, under the general key', () => {
    const withContact = ofType<Person>('person', all).filter(
      ({ name, contacts }) => name === '沈桂英' && contacts.length > 0,
    );
    expect(withContact).toMatchObject([
      { contacts: [{ name: { kid: 'qinghe-1.general.1' }, relation: { kid: 'qinghe-1.general.1' } }] },
    ]);
    expect(JSON.stringify(all)).not.toMatch(/周建平|儿子/);
  });

  it('lies under the class that the rules name, everywhere', () => {
    const today = isoDateInShanghai(NOW_MS);
    const born = new Map(people.map(({ uid, birthDate }) => [uid, birthDate]));
    for (const record of all) {
      const about = String(record['personUid'] ?? record.uid);
      expect(
        misplacedValues(record, { birthDate: born.get(about) ?? '1980-01-01', stamps: {} }, today),
        record._id,
      ).toEqual([]);
    }
  });

  it('is open to the worker who wrote it down: health under her own key where she may not read that of others', async () => {
    const [without] = practiceStaff.filter(({ code }) => code === 'zhangxm');
    const kid = authorKid('qinghe-3.health.1', without?.uid ?? '');
    const visits = ofType<Visit & WireRecord>('visit', all).filter(({ _id }) => _id.startsWith('visit~qinghe-3~'));
    const answered = visits.filter(({ answers, created }) => answers.condition && created.by === without?.uid);
    expect(new Set(answered.map(({ answers }) => answers.condition?.kid))).toEqual(new Set([kid]));
    const [first] = answered;
    const own = await importSealingKey(await deriveAuthorKey(keyBytes(3, 'health'), kid));
    const place = { uid: first?.uid ?? '', field: 'answers.condition' };
    expect(
      first?.answers.condition && (await openValue(own, first.answers.condition, sealingAad(place))),
    ).toMatchObject({
      ok: true,
    });
  });

  it('about a child was never written down by somebody who may not read it', () => {
    const today = dateInShanghai(NOW_MS);
    const children = new Set(people.filter((person) => ageOn(today, person.birthDate) < 15).map(({ uid }) => uid));
    const authors = ofType<Visit & WireRecord>('visit', all)
      .filter(({ personUid }) => children.has(personUid))
      .map(({ created }) => practiceStaff.find(({ uid }) => uid === created.by)?.code);
    expect([...new Set(authors)].sort()).toEqual(['lijg', 'sunlh']);
  });

  it('needs its key: without one there is no half-open station', async () => {
    const withoutChild = keys.filter(({ kid }) => kid !== 'qinghe-2.child.1');
    await expect(practiceRecords({ ...small, keys: withoutChild })).rejects.toThrow('no child key for qinghe-2');
    const withoutHealth = keys.filter(({ kid }) => kid !== 'qinghe-2.health.1');
    await expect(practiceRecords({ ...small, keys: withoutHealth })).rejects.toThrow('no health key for qinghe-2');
  });
});
