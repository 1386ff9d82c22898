import ExifReader from 'exifreader';
import { instantOf, placeOf, type ExifFacts } from './taking';

const NOTHING: ExifFacts = { takenAtMs: null, place: null };

/** What the EXIF in a file says about time and place. EXIF that cannot be read says nothing; it never keeps a photo out. */
export function readExif(file: ArrayBuffer): ExifFacts {
  try {
    const { exif, gps } = ExifReader.load(file, { expanded: true, includeTags: { exif: [...TAGS], gps: true } });
    const text = (name: (typeof TAGS)[number]): string | undefined => {
      const tag = exif?.[name] as { readonly value: unknown } | undefined;
      return Array.isArray(tag?.value) ? String(tag.value[0]) : undefined;
    };
    const taken = instantOf(text('DateTimeOriginal'), text('OffsetTimeOriginal'));
    const digitized = instantOf(text('DateTimeDigitized'), text('OffsetTimeDigitized'));
    const place = placeOf(gps?.Latitude, gps?.Longitude, metersOf(exif?.['GPSHPositioningError']?.value));
    return { takenAtMs: taken ?? digitized, place };
  } catch {
    return NOTHING;
  }
}

const TAGS = [
  'DateTimeOriginal',
  'OffsetTimeOriginal',
  'DateTimeDigitized',
  'OffsetTimeDigitized',
  'GPSLatitude',
  'GPSLatitudeRef',
  'GPSLongitude',
  'GPSLongitudeRef',
  'GPSHPositioningError',
] as const;

/** A fraction as EXIF writes it. */
function metersOf(value: unknown): number | null {
  if (!Array.isArray(value)) return null;
  const [numerator, denominator] = value.map(Number);
  return numerator !== undefined && denominator ? numerator / denominator : null;
}
