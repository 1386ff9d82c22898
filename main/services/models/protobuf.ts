/** A field of a message: its number, and its value as a number or as bytes. */
export interface Field {
  readonly number: number;
  readonly value: number | Uint8Array;
}

const VARINT = 0;
const FIXED64 = 1;
const BYTES = 2;
const FIXED32 = 5;

/** Fields of a protobuf message in the order in which they stand. Throws a `RangeError` for bytes that are none. */
export function* fieldsOf(message: Uint8Array): Generator<Field> {
  let at = 0;
  const number = (): number => {
    let value = 0;
    for (let shift = 0; shift < 70; shift += 7) {
      const byte = message[at];
      if (byte === undefined) throw new RangeError('cut off');
      at += 1;
      // Not by bits: they end at 32.
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
    throw new RangeError('a number without an end');
  };
  const bytes = (length: number): Uint8Array => {
    if (at + length > message.length) throw new RangeError('cut off');
    at += length;
    return message.subarray(at - length, at);
  };
  while (at < message.length) {
    const key = number();
    const field = Math.floor(key / 8);
    if (field === 0) throw new RangeError('no field');
    switch (key % 8) {
      case VARINT:
        yield { number: field, value: number() };
        break;
      case BYTES:
        yield { number: field, value: bytes(number()) };
        break;
      case FIXED64:
        yield { number: field, value: bytes(8) };
        break;
      case FIXED32:
        yield { number: field, value: bytes(4) };
        break;
      default:
        throw new RangeError('no kind of value');
    }
  }
}

/** The messages or texts in the fields of that number. */
export const bytesIn = (message: Uint8Array, number: number): readonly Uint8Array[] =>
  [...fieldsOf(message)].flatMap((field) =>
    field.number === number && typeof field.value !== 'number' ? [field.value] : [],
  );

/** The last number in the fields of that number; null where there is none. */
export function numberIn(message: Uint8Array, number: number): number | null {
  let last: number | null = null;
  for (const field of fieldsOf(message))
    if (field.number === number && typeof field.value === 'number') last = field.value;
  return last;
}
