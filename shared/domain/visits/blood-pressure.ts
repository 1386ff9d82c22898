/** A reading in mmHg. */
export interface BloodPressure {
  readonly systolic: number;
  readonly diastolic: number;
}

/** What a home reading calls for. None of these is a diagnosis; screens say "abnormal reading" and what to do. */
export type ReadingLevel = 'usual' | 'low' | 'high' | 'urgent' | 'unrated';

/** The limits below are adults'; what is usual for a child depends on age and height, so nothing is said. */
const RATED_FROM_YEARS = 18;

/** Home readings from here on are abnormal (secondary source: national guideline for home measurement). */
const HIGH: BloodPressure = { systolic: 135, diastolic: 85 };

/** From here on on either value: to a doctor at once, seen again within two weeks. */
const URGENT: BloodPressure = { systolic: 180, diastolic: 110 };

/** Below either value a reading is low. */
const LOW: BloodPressure = { systolic: 90, diastolic: 60 };

/** Beyond these a cuff or a finger slipped: what devices for the home can show. */
const READING_RANGE = { systolic: { min: 50, max: 280 }, diastolic: { min: 30, max: 180 } } as const;

/** The most pressing thing that can be said about a home reading of somebody of that age. */
export function levelOf({ systolic, diastolic }: BloodPressure, ageYears: number): ReadingLevel {
  if (ageYears < RATED_FROM_YEARS) return 'unrated';
  if (systolic >= URGENT.systolic || diastolic >= URGENT.diastolic) return 'urgent';
  if (systolic >= HIGH.systolic || diastolic >= HIGH.diastolic) return 'high';
  if (systolic < LOW.systolic || diastolic < LOW.diastolic) return 'low';
  return 'usual';
}

/** What is wrong with a reading as typed. */
export type ReadingProblem = 'half' | 'not-a-number' | 'systolic-range' | 'diastolic-range' | 'not-below-systolic';

/** A reading as typed: nothing, a reading, or why it cannot be one. */
export type TypedReading =
  | { readonly kind: 'empty' }
  | { readonly kind: 'reading'; readonly reading: BloodPressure }
  | { readonly kind: 'problem'; readonly problem: ReadingProblem };

/** Understands two typed numbers; full-width digits are what a Chinese keyboard may give. */
export function readTyped(systolicText: string, diastolicText: string): TypedReading {
  const high = plainDigits(systolicText);
  const low = plainDigits(diastolicText);
  const problem = (what: ReadingProblem): TypedReading => ({ kind: 'problem', problem: what });
  if (high === '' && low === '') return { kind: 'empty' };
  if (high === '' || low === '') return problem('half');
  if (!/^\d{1,3}$/.test(high) || !/^\d{1,3}$/.test(low)) return problem('not-a-number');
  const reading = { systolic: Number(high), diastolic: Number(low) };
  if (!isWithin(reading.systolic, READING_RANGE.systolic)) return problem('systolic-range');
  if (!isWithin(reading.diastolic, READING_RANGE.diastolic)) return problem('diastolic-range');
  if (reading.diastolic >= reading.systolic) return problem('not-below-systolic');
  return { kind: 'reading', reading };
}

const plainDigits = (text: string): string =>
  text.trim().replace(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0));

const isWithin = (value: number, { min, max }: { readonly min: number; readonly max: number }): boolean =>
  value >= min && value <= max;
