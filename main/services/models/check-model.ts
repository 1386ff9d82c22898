import { modelCardSchema, type ModelCard, type ModelTrouble } from '#shared/ipc/model-api';
import { err, ok, type Result } from '#shared/errors/result';
import { onnxShapeOf, type OnnxTensor } from './onnx-shape';

/** What is wrong with a model or its card. */
export type ModelFault = Omit<ModelTrouble, 'name'>;

const fault = (problem: ModelFault['problem'], detail = ''): Result<never, ModelFault> => err({ problem, detail });

/** Reads a card; says where it does not say what it has to. */
export function readCard(text: string): Result<ModelCard, ModelFault> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return fault('bad-card', 'JSON');
  }
  const parsed = modelCardSchema.safeParse(value);
  if (parsed.success) return ok(parsed.data);
  const issue = parsed.error.issues[0];
  const unknown = issue?.code === 'unrecognized_keys' ? issue.keys : [];
  return fault('bad-card', [...(issue?.path ?? []), ...unknown].join('.'));
}

/** Holds a model against its card: that it takes the picture that the card describes and has a score for each label. */
export function checkModel(file: Uint8Array, { input, labels }: ModelCard): Result<null, ModelFault> {
  const shape = onnxShapeOf(file);
  if (!shape) return fault('not-a-model');
  const [taken, ...more] = shape.inputs;
  const wanted = input.layout === 'NCHW' ? [1, 3, input.height, input.width] : [1, input.height, input.width, 3];
  if (!taken || more.length > 0 || !fits(taken, wanted))
    return fault('wrong-input', `${shape.inputs.map(textOf).join(' + ')} ≠ ${wanted.join('×')}`);
  const [given] = shape.outputs;
  const scores = given?.sides.at(-1) ?? null;
  if (!given?.isFloat || (scores !== null && scores !== labels.length))
    return fault('wrong-labels', `${scores ?? '?'} ≠ ${labels.length}`);
  return ok(null);
}

/** A side that is left open takes any length. */
const fits = ({ isFloat, sides }: OnnxTensor, wanted: readonly number[]): boolean =>
  isFloat && sides.length === wanted.length && sides.every((side, at) => side === null || side === wanted[at]);

const textOf = ({ sides }: OnnxTensor): string => sides.map((side) => side ?? '?').join('×');
