/** An instant as GeoReport writes it: `2010-01-01T00:00:00Z`. */
export const w3Time = (ms: number): string => new Date(ms).toISOString().replace(/\.\d{3}Z$/, 'Z');

const W3 = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})(:\d{2}(?:\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2})$/;

/** The instant in a text of that form, with its time zone; null for anything else, a day that does not exist among it. */
export function instantOfW3(text: string): number | null {
  // In a query a plus sign stands for a blank.
  const match = W3.exec(text.replace(' ', '+'));
  if (!match) return null;
  const [, date = '', clock = '', seconds = ':00', zone = ''] = match;
  const day = Date.parse(`${date}T00:00:00Z`);
  if (Number.isNaN(day) || !new Date(day).toISOString().startsWith(date)) return null;
  const ms = Date.parse(`${date}T${clock}${seconds}${zone}`);
  return Number.isNaN(ms) || ms < 0 ? null : ms;
}
