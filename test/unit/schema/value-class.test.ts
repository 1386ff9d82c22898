import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { WireRecord } from '#shared/schema/envelope';
import { authorKid } from '#shared/schema/sealing';
import { classOf, classOfKid, misplacedValues } from '#shared/schema/value-class';
import { aPerson, aVisit, uid } from '#test/support/builders';

const TODAY = '2026-11-23';
const TURNED_15_TODAY = '2011-11-23';
const TURNS_15_TOMORROW = '2011-11-24';
const ADULT = '1942-03-05';

const sealed = (keyClass: string, author = '') => ({
  kid: `qinghe-1.${keyClass}.1${author}`,
  iv: 'AAAAAAAAAAAAAAAA',
  ct: 'q83vEjRWeJA=',
});
const fixture = (name: string) =>
  JSON.parse(readFileSync(join(process.cwd(), 'test/fixtures/records', name), 'utf8')) as WireRecord;

describe('the class of a value', () => {
  it.each([
    ['a phone', 'person', 'phone', ADULT, 'general'],
    ['a name', 'person', 'name', ADULT, 'open'],
    ['a contact’s name', 'person', 'contacts.name', ADULT, 'general'],
    ['a blood pressure', 'visit', 'answers.bloodPressure', ADULT, 'health'],
    ['a note', 'visit', 'answers.note', ADULT, 'health'],
    ['a signature', 'visit', 'answers.signature', ADULT, 'general'],
    ['a child’s signature', 'visit', 'answers.signature', TURNS_15_TOMORROW, 'child'],
    ['a later addition', 'visit', 'additions.text', ADULT, 'general'],
    ['a child’s phone', 'person', 'phone', TURNS_15_TOMORROW, 'child'],
    ['a child’s name', 'person', 'name', TURNS_15_TOMORROW, 'child'],
    ['a child’s note', 'visit', 'answers.note', TURNS_15_TOMORROW, 'child'],
    ['the name of somebody who turned 15 today', 'person', 'name', TURNED_15_TODAY, 'open'],
    ['a child’s household', 'person', 'householdUid', TURNS_15_TOMORROW, 'open'],
    ['a child’s relation, exactly', 'person', 'relationCode', TURNS_15_TOMORROW, 'child'],
    ['a workplace', 'person', 'profile', ADULT, 'general'],
    ['what a certificate says', 'certificate', 'holds', ADULT, 'open'],
    ['what a child’s certificate says', 'certificate', 'holds', TURNS_15_TOMORROW, 'child'],
    ['a certificate’s number', 'certificate', 'number', ADULT, 'general'],
    ['the guardian of a child who consented', 'consent', 'note', TURNS_15_TOMORROW, 'child'],
    ['a shopkeeper’s name', 'enterprise', 'representative', ADULT, 'general'],
    ['a register number', 'household', 'registerNumber', ADULT, 'general'],
    ['what an unknown type holds', 'star-chart', 'name', TURNS_15_TOMORROW, 'open'],
  ])('of %s', (_what, type, path, birthDate, expected) => {
    expect(classOf(type, path, birthDate, TODAY)).toBe(expected);
  });

  it('is told by the key id, an author’s own key included', () => {
    expect(classOfKid('qinghe-1.health.3')).toBe('health');
    expect(classOfKid(authorKid('qinghe-1.child.1', uid(9)))).toBe('child');
    expect(classOfKid('qinghe-1.secret.1')).toBeNull();
    expect(classOfKid('k')).toBeNull();
  });
});

describe('values that lie under a class they should not have', () => {
  const placesOf = (record: WireRecord, birthDate: string, stamps: WireRecord['stamps'] = {}) =>
    misplacedValues(record, { birthDate, stamps }, TODAY).map(({ place, from, to }) => `${place.field} ${from}>${to}`);

  it('are none in a child’s file and none in an adult’s', () => {
    expect(placesOf(fixture('person.v3.json'), '2017-03-05')).toEqual([]);
    expect(placesOf(aPerson(1), ADULT)).toEqual([]);
    expect(placesOf(fixture('visit.v2.json'), ADULT)).toEqual([]);
  });

  it('are all of a child’s file on the 15th birthday, and none the day before', () => {
    const file = fixture('person.v3.json');
    expect(placesOf(file, TURNS_15_TOMORROW)).toEqual([]);
    expect(placesOf(file, TURNED_15_TODAY)).toEqual([
      'name child>open',
      'sex child>open',
      'relation child>open',
      'relationCode child>open',
      'disability child>open',
      'livingAlone.value child>open',
      'citizenId child>general',
      'phone child>general',
      'contacts.name child>general',
      'contacts.relation child>general',
      'contacts.phone child>general',
      'profile child>general',
    ]);
  });

  it('are not what lies under the child key of a visit that was pointed at somebody else', () => {
    const visit = fixture('visit.v2.json');
    const closed = { ...visit, answers: { outcome: 'met', condition: sealed('child') } };
    expect(placesOf(closed, ADULT)).toEqual(['answers.condition child>health']);
    expect(placesOf({ ...closed, stamps: { personUid: visit.born } }, ADULT)).toEqual([]);
  });

  it('say where each lies, so that it can be opened and written anew', () => {
    const found = misplacedValues(fixture('person.v3.json'), { birthDate: TURNED_15_TODAY, stamps: {} }, TODAY);
    expect(found.find(({ place }) => place.field === 'contacts.phone')).toEqual({
      place: { uid: '01TEST00000000000000000007', field: 'contacts.phone', entryId: '01TEST00000000000000000008' },
      value: sealed('child'),
      from: 'child',
      to: 'general',
    });
  });

  it('are what version 1 left in the open: about a child everything, about an adult the contacts', () => {
    expect(placesOf(fixture('person.v1.json'), ADULT)).toEqual([
      'contacts.name open>general',
      'contacts.relation open>general',
    ]);
    expect(placesOf(aPerson(1), '2017-03-05')).toEqual([
      'name open>child',
      'sex open>child',
      'relation open>child',
      'relationCode open>child',
      'disability open>child',
    ]);
  });

  it('are answers of a visit too, whoever’s key they lie under, but no addition: a merge could bring its old text back', () => {
    const answers = { outcome: 'met', condition: sealed('child', `~${uid(9)}`), note: sealed('child') };
    const additions = [{ id: uid(5), written: { at: 0, by: uid(9), on: 'tablet000000' }, text: sealed('child') }];
    expect(placesOf(aVisit(3, { fields: { answers, additions } }), TURNED_15_TODAY)).toEqual([
      'answers.condition child>health',
      'answers.note child>health',
    ]);
  });

  it('stay closed when the birth date was changed: that must not be a way into a child’s file', () => {
    const changed = { birthDate: '0mwsi1hd2000.desk00000000.4' };
    expect(placesOf(fixture('person.v3.json'), ADULT, changed)).toEqual([]);
    // To close what lies open harms nobody.
    expect(placesOf(aPerson(1), '2017-03-05', changed)).toContain('name open>child');
  });

  it('are not guessed: a value under a key id of another form stays', () => {
    const phone = { ...sealed('child'), kid: 'k' };
    expect(placesOf(aPerson(1, { fields: { phone } }), ADULT)).toEqual([]);
  });
});
