const encoder = new TextEncoder();

/** Size of a value on the wire: a Chinese character is three bytes there, one in a string's length. */
export const jsonBytes = (value: unknown): number => encoder.encode(JSON.stringify(value)).length;
