const SECOND_MS = 1000;

/** `08:12`; hours only where there are some. */
export function clockOf(ms: number): string {
  const seconds = Math.floor(Math.abs(ms) / SECOND_MS);
  const two = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const rest = `${two(Math.floor((seconds % 3600) / 60))}:${two(seconds % 60)}`;
  return hours > 0 ? `${hours}:${rest}` : rest;
}
