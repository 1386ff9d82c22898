import type { OpenedPerson } from '../../schema/opened-person';
import type { Certificate } from '../../schema/types/certificate';
import type { Disability } from '../../schema/types/person';
import type { CalendarDate } from '../calendar/date';
import { birthday, CHILD_UNTIL_YEARS, ELDERLY_FROM_YEARS } from './age';
import { keyKindsOf, type KeyKind } from './key-people';
import type { LivingAlone } from './living-alone';

/** Why somebody stands in an archive of key people, as the file tells it. */
export type MembershipReason =
  /** Elderly people from the 65th birthday. */
  | { readonly kind: 'age'; readonly since: CalendarDate }
  /** Children up to the day before the 15th birthday, which is `until`. */
  | { readonly kind: 'childhood'; readonly until: CalendarDate }
  /** `expiresOn` null: not known. A lapsed certificate keeps the person in the archive until somebody withdraws it. */
  | {
      readonly kind: 'certificate';
      readonly holds: Disability;
      readonly expiresOn: CalendarDate | null;
      readonly isLapsed: boolean;
    }
  /** The file names a disability, and no certificate is on record. */
  | { readonly kind: 'file'; readonly holds: Disability }
  | { readonly kind: 'household-of-one' }
  | { readonly kind: 'declared'; readonly on: CalendarDate; readonly isContradicted: boolean };

/** One archive and what brought the person into it. */
export interface Membership {
  readonly kind: KeyKind;
  readonly reason: MembershipReason;
}

type CertificateFacts = Pick<Certificate, 'kind' | 'status' | 'issuedOn' | 'expiresOn'>;
type Facts = Pick<OpenedPerson, 'birthDate' | 'disability' | 'status'>;

/**
 * The archives of `keyKindsOf`, each with its reason, in the same order. `certificates` are the person's disability certificates in
 * any order.
 */
export function membershipsOf(
  person: Facts,
  alone: LivingAlone,
  certificates: readonly CertificateFacts[],
  today: CalendarDate,
): readonly Membership[] {
  return keyKindsOf(person, alone, today).map((kind) => ({
    kind,
    reason: reasonFor(kind, person, alone, certificates, today),
  }));
}

function reasonFor(
  kind: KeyKind,
  { birthDate, disability }: Facts,
  alone: LivingAlone,
  certificates: readonly CertificateFacts[],
  today: CalendarDate,
): MembershipReason {
  switch (kind) {
    case 'elderly':
      return { kind: 'age', since: birthday(birthDate, ELDERLY_FROM_YEARS) };
    case 'child':
      return { kind: 'childhood', until: birthday(birthDate, CHILD_UNTIL_YEARS) };
    case 'livingAlone':
      return alone.declaredOn === null
        ? { kind: 'household-of-one' }
        : { kind: 'declared', on: alone.declaredOn, isContradicted: alone.isContradicted };
    case 'disabled': {
      // `keyKindsOf` names nobody disabled whose file says nothing of a disability.
      const holds = disability as Disability;
      const certificate = validCertificate(certificates);
      if (!certificate) return { kind: 'file', holds };
      const { expiresOn } = certificate;
      return { kind: 'certificate', holds, expiresOn, isLapsed: expiresOn !== null && expiresOn < today };
    }
  }
}

/** The disability certificate that counts: of those not withdrawn the one issued last, one without a date before none; null without any. */
export function validCertificate<C extends CertificateFacts>(certificates: readonly C[]): C | null {
  const valid = certificates.filter(({ kind, status }) => kind === 'disability' && status === 'valid');
  return valid.reduce<C | null>(
    (best, each) => (best && (best.issuedOn ?? '') >= (each.issuedOn ?? '') ? best : each),
    null,
  );
}
