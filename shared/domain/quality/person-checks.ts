import { ageOn, isElderly } from '../people/age';
import { livingAloneOf } from '../people/living-alone';
import { kinPlace } from '../people/relations';
import type { PersonFacts, QualityContext } from './facts';
import type { Check } from './check';
import type { RuleId } from './rules';

type PersonCheck = Check<PersonFacts>;

/** Of an id whose check character is wrong nothing else is believed. */
const soundId = ({ citizenId }: PersonFacts) =>
  citizenId && !citizenId.problems.some((problem) => problem !== 'region') ? citizenId : null;

const aloneOf = (person: PersonFacts, context: QualityContext) =>
  livingAloneOf(person, person.householdUid === null ? 0 : context.residentsOf(person.householdUid));

/** What is looked at in somebody who lives here and whose file is open, by rule. */
export const PERSON_CHECKS = {
  'id-check': ({ citizenId }) =>
    citizenId?.problems.some((problem) => problem !== 'region') ? { field: 'citizenId' } : null,
  'id-region-unknown': (person) =>
    person.citizenId?.problems.length === 1 && person.citizenId.problems[0] === 'region'
      ? { field: 'citizenId' }
      : null,
  'id-region-superseded': (person) => (soundId(person)?.region === 'superseded' ? { field: 'citizenId' } : null),
  'birth-date-differs': (person) => {
    const said = soundId(person)?.birthDate ?? null;
    return said !== null && said !== person.birthDate
      ? { field: 'birthDate', fix: { kind: 'birth-date-from-id' } }
      : null;
  },
  'sex-differs': (person) => {
    const said = soundId(person)?.sex ?? null;
    return said !== null && person.sex !== null && said !== person.sex
      ? { field: 'sex', fix: { kind: 'sex-from-id' } }
      : null;
  },
  'same-id': ({ uid }, { sameIdCount }) => (sameIdCount(uid) > 1 ? { field: 'citizenId' } : null),
  'no-id': ({ citizenId, birthDate }, { today }, { years = 0 }) =>
    citizenId === null && ageOn(birthDate, today) >= years ? { field: 'citizenId' } : null,
  'birth-in-future': ({ birthDate }, { today }) => (birthDate > today ? { field: 'birthDate' } : null),
  'very-old': ({ birthDate }, { today }, { years = 0 }) =>
    ageOn(birthDate, today) > years ? { field: 'birthDate' } : null,
  'phone-implausible': ({ phone }) => (phone && !phone.isPlausible ? { field: 'phone' } : null),
  'alone-without-contact': (person, context) =>
    aloneOf(person, context).value && isElderly(person.birthDate, context.today) && !person.hasContact
      ? { field: 'contacts' }
      : null,
  'declaration-contradicted': (person, context) =>
    aloneOf(person, context).isContradicted ? { field: 'livingAlone', fix: { kind: 'clear-declaration' } } : null,
  'relation-sex-differs': ({ relationCode, sex }) => {
    const said = kinPlace(null, relationCode).sex;
    return said !== null && sex !== null && said !== sex ? { field: 'relation' } : null;
  },
  'disability-without-certificate': ({ disability, certificate }) =>
    disability !== null && certificate === null ? { field: 'certificate' } : null,
  'certificate-expired': ({ certificate }, { today }) =>
    certificate !== null && certificate.expiresOn !== null && certificate.expiresOn < today
      ? { field: 'certificate' }
      : null,
  'certificate-differs': ({ certificate }) =>
    certificate !== null && !certificate.agrees
      ? { field: 'disability', fix: { kind: 'disability-from-certificate' } }
      : null,
  'household-missing': ({ householdUid }, { hasHousehold }) =>
    householdUid !== null && !hasHousehold(householdUid)
      ? { field: 'householdUid', fix: { kind: 'clear-link', field: 'householdUid' } }
      : null,
  'dwelling-missing': ({ dwellingUid }, { hasDwelling }) =>
    dwellingUid !== null && !hasDwelling(dwellingUid)
      ? { field: 'dwellingUid', fix: { kind: 'clear-link', field: 'dwellingUid' } }
      : null,
  'registered-dwelling-missing': ({ registeredDwellingUid }, { hasDwelling }) =>
    registeredDwellingUid !== null && !hasDwelling(registeredDwellingUid)
      ? { field: 'registeredDwellingUid', fix: { kind: 'clear-link', field: 'registeredDwellingUid' } }
      : null,
} as const satisfies Partial<Record<RuleId, PersonCheck>>;
