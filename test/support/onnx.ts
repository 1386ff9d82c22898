/**
 * A tiny ONNX model, written field by field: the mean of each channel of a picture, times a weight for each label, plus a bias. It runs in
 * any runtime, and whoever knows the colour of a picture knows what it says.
 */
export interface TinyModel {
  /** A row for each label: weights of red, green, blue. */
  readonly weights: readonly (readonly [number, number, number])[];
  readonly bias: readonly number[];
  readonly width?: number;
  readonly height?: number;
  /** What the file says of its output, where that is not the number of labels; null leaves it open. */
  readonly saysLabels?: number | null;
  /** A computation that no runtime knows. */
  readonly operator?: string;
}

/** Bytes of such a model. */
export function tinyModel({
  weights,
  bias,
  width = 8,
  height = 8,
  operator,
  ...more
}: TinyModel): Uint8Array<ArrayBuffer> {
  const labels = weights.length;
  const says = more.saysLabels === undefined ? labels : more.saysLabels;
  const graph = message(
    [1, node(operator ?? 'GlobalAveragePool', ['picture'], ['mean'])],
    [1, node('Flatten', ['mean'], ['flat'])],
    [1, node('Gemm', ['flat', 'weights', 'bias'], ['scores'])],
    [2, text('tiny')],
    // Gemm takes a column for each label.
    [
      5,
      floats(
        'weights',
        [3, labels],
        [0, 1, 2].flatMap((channel) => weights.map((row) => row[channel] ?? 0)),
      ),
    ],
    [5, floats('bias', [labels], bias)],
    [11, value('picture', [1, 3, height, width])],
    [12, value('scores', [1, says])],
  );
  return bytes(message([1, 8], [2, text('test')], [7, graph], [8, message([1, text('')], [2, 13])]));
}

type Value = number | Uint8Array;

const FLOAT = 1;

const node = (operator: string, inputs: readonly string[], outputs: readonly string[]): Uint8Array =>
  message(
    ...inputs.map((name): [number, Value] => [1, text(name)]),
    ...outputs.map((name): [number, Value] => [2, text(name)]),
    [4, text(operator)],
  );

const floats = (name: string, sides: readonly number[], values: readonly number[]): Uint8Array =>
  message(
    ...sides.map((side): [number, Value] => [1, side]),
    [2, FLOAT],
    [8, text(name)],
    [9, new Uint8Array(Float32Array.from(values).buffer)],
  );

const value = (name: string, sides: readonly (number | null)[]): Uint8Array => {
  const shape = message(
    ...sides.map((side): [number, Value] => [1, side === null ? message([2, text('any')]) : message([1, side])]),
  );
  return message([1, text(name)], [2, message([1, message([1, FLOAT], [2, shape])])]);
};

/** Fields by their numbers, in protobuf. */
function message(...fields: readonly (readonly [number, Value])[]): Uint8Array {
  return bytes(
    ...fields.map(([number, field]) =>
      typeof field === 'number'
        ? bytes(varint(number * 8), varint(field))
        : bytes(varint(number * 8 + 2), varint(field.length), field),
    ),
  );
}

function varint(value: number): Uint8Array {
  const out: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    out.push(rest >= 128 ? (rest % 128) | 128 : rest);
    if (rest < 128) return Uint8Array.from(out);
  }
}

const text = (words: string): Uint8Array => new TextEncoder().encode(words);

function bytes(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return new Uint8Array(Buffer.concat(parts));
}

/** The card of such a model, for pictures as they are. */
export const tinyCard = (labels: readonly (string | null)[]) => ({
  name: 'tiny',
  input: { width: 8, height: 8, layout: 'NCHW' as const, mean: [0, 0, 0] as const, std: [1, 1, 1] as const },
  scores: 'logits' as const,
  labels: [...labels],
});

/** Says red, green or blue with near certainty for a picture of that colour. */
export const COLOR_MODEL: TinyModel = {
  weights: [
    [3, -1.5, -1.5],
    [-1.5, 3, -1.5],
    [-1.5, -1.5, 3],
  ],
  bias: [0, 0, 0],
};
