import { bytesIn, numberIn } from './protobuf';

/** What goes in or comes out of a model: each side's length, null for one that is left open. */
export interface OnnxTensor {
  readonly isFloat: boolean;
  readonly sides: readonly (number | null)[];
}

export interface OnnxShape {
  readonly inputs: readonly OnnxTensor[];
  readonly outputs: readonly OnnxTensor[];
}

/** Numbers of the fields that are read (onnx.proto, IR version 3 and later). */
const MODEL = { irVersion: 1, graph: 7, opset: 8 } as const;
const GRAPH = { node: 1, initializer: 5, input: 11, output: 12 } as const;
const TENSOR_NAME = 8;
const VALUE = { name: 1, type: 2 } as const;
const TENSOR_TYPE = 1;
const TENSOR = { elementType: 1, shape: 2 } as const;
const DIMENSION = 1;
const DIMENSION_VALUE = 1;
const FLOAT = 1;

/** What an ONNX file takes and gives; null for a file that is none. The computation itself is not looked at. */
export function onnxShapeOf(file: Uint8Array): OnnxShape | null {
  try {
    const [graph] = bytesIn(file, MODEL.graph);
    const isModel = numberIn(file, MODEL.irVersion) !== null && bytesIn(file, MODEL.opset).length > 0;
    if (!graph || !isModel || bytesIn(graph, GRAPH.node).length === 0) return null;
    // Older files name their weights among the inputs.
    const weights = new Set(bytesIn(graph, GRAPH.initializer).flatMap((tensor) => namesIn(tensor, TENSOR_NAME)));
    const inputs = bytesIn(graph, GRAPH.input).filter((value) => !weights.has(namesIn(value, VALUE.name)[0] ?? ''));
    return { inputs: inputs.map(tensorOf), outputs: bytesIn(graph, GRAPH.output).map(tensorOf) };
  } catch (thrown) {
    if (thrown instanceof RangeError) return null;
    throw thrown;
  }
}

function tensorOf(value: Uint8Array): OnnxTensor {
  const [type] = bytesIn(value, VALUE.type).flatMap((each) => bytesIn(each, TENSOR_TYPE));
  if (!type) return { isFloat: false, sides: [] };
  const sides = bytesIn(type, TENSOR.shape)
    .flatMap((shape) => bytesIn(shape, DIMENSION))
    .map((side) => numberIn(side, DIMENSION_VALUE));
  return { isFloat: numberIn(type, TENSOR.elementType) === FLOAT, sides };
}

const namesIn = (message: Uint8Array, number: number): readonly string[] =>
  bytesIn(message, number).map((bytes) => new TextDecoder().decode(bytes));
