/** What a device said, in one form whatever it is. */
export type Reading =
  /** What the meter shows, in litres since it was made. */
  | { readonly kind: 'water'; readonly litres: number }
  | { readonly kind: 'door'; readonly isOpen: boolean }
  | { readonly kind: 'smoke'; readonly isSmoke: boolean; readonly isTest: boolean }
  | { readonly kind: 'leak'; readonly isLeak: boolean }
  /** In mmHg, and beats a minute where the device counts them. */
  | {
      readonly kind: 'blood-pressure';
      readonly systolic: number;
      readonly diastolic: number;
      readonly pulse: number | null;
    }
  | { readonly kind: 'charging'; readonly isCharging: boolean; readonly watts: number | null }
  | { readonly kind: 'camera'; readonly event: string }
  /** Somebody pressed the button. */
  | { readonly kind: 'help' }
  /** About the device itself. */
  | { readonly kind: 'device'; readonly batteryPercent: number | null; readonly isTampered: boolean | null };

export type ReadingKind = Reading['kind'];

/** A reading with the time at which it was true, ms. */
export interface Measured<R extends Reading = Reading> {
  readonly atMs: number;
  readonly reading: R;
}

/** Beyond these a reading is a fault of the device or of its adapter. Litres: 100,000 m³, more than a home uses in a lifetime. */
const LIMITS = {
  litres: { min: 0, max: 100_000_000 },
  systolic: { min: 50, max: 280 },
  diastolic: { min: 30, max: 180 },
  pulse: { min: 20, max: 260 },
  watts: { min: 0, max: 50_000 },
  batteryPercent: { min: 0, max: 100 },
} as const;

/** The figure of a reading that cannot be, by name; null for a reading that can. */
export function implausible(reading: Reading): string | null {
  for (const [name, value] of Object.entries(reading)) {
    const limits = LIMITS[name as keyof typeof LIMITS] as { min: number; max: number } | undefined;
    if (!limits || value === null) continue;
    const isWithin = typeof value === 'number' && value >= limits.min && value <= limits.max;
    if (!isWithin) return name;
  }
  if (reading.kind === 'blood-pressure' && reading.diastolic >= reading.systolic) return 'diastolic';
  return null;
}
