const BYTES = 12;

/** A name for a wish or a form that nobody had before: 24 characters. */
export const newRequest = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(BYTES)), (byte) => byte.toString(16).padStart(2, '0')).join('');
