import { z } from 'zod';

/**
 * The model that suggests a category from a photo: an ONNX file that the site has put into the folder `models` of the data folder, and a
 * card in JSON beside it, of the same name. Whoever is signed in may have both; pictures are looked at on the device, never here.
 */

export const modelPaths = {
  /** `GET`: the model, if there is one. */
  models: '/api/models',
  /** `GET`: its file. */
  file: '/api/models/:name',
} as const;

/** Sizes that a tablet bears. */
export const MODEL_LIMITS = { fileBytes: 64 * 1024 * 1024, cardBytes: 256 * 1024, labels: 1000, side: 1024 } as const;

const channels = z.tuple([z.number(), z.number(), z.number()]);
const sideSchema = z.number().int().min(8).max(MODEL_LIMITS.side);

/** What the card says: how the model wants a picture, and what its scores are about. */
export const modelCardSchema = z.strictObject({
  /** For the record: which model it was. */
  name: z.string().trim().min(1).max(40),
  input: z.strictObject({
    width: sideSchema,
    height: sideSchema,
    /** Whether channels come first, as most models have it, or last. */
    layout: z.enum(['NCHW', 'NHWC']).default('NCHW'),
    /** A value v between 0 and 1, red, green, blue, is given as (v − mean) / std. */
    mean: channels,
    std: z.tuple([z.number().positive(), z.number().positive(), z.number().positive()]),
  }),
  /** Whether scores are probabilities already, or become them by softmax. */
  scores: z.enum(['logits', 'probabilities']),
  /** What each score stands for, in the model's order: a category's code or `大类/小类`; null for what is no incident. */
  labels: z.array(z.string().trim().min(1).max(90).nullable()).min(2).max(MODEL_LIMITS.labels),
});
export type ModelCard = z.infer<typeof modelCardSchema>;

/** A model that can be used. */
export const imageModelSchema = z.object({
  /** Where its file is had; another one when it has been replaced. */
  url: z.string(),
  bytes: z.number().int().positive(),
  /** Of the file: what came is used only if it is this. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  card: modelCardSchema,
});
export type ImageModel = z.infer<typeof imageModelSchema>;

/**
 * Why a file in that folder is not used. `no-card`: there is no JSON beside it; `bad-card`: the JSON does not say what it has to, `detail`
 * names where; `not-a-model`: no ONNX, whatever its name; `wrong-input`: it takes something else than the card says; `wrong-labels`: it has
 * not as many scores as the card has labels; `too-large`; `unreadable`: the host may not read it, or it is no plain file; `bad-name`:
 * characters that an address cannot hold; `not-used`: another one comes first by name.
 */
export const MODEL_PROBLEMS = [
  'no-card',
  'bad-card',
  'not-a-model',
  'wrong-input',
  'wrong-labels',
  'too-large',
  'unreadable',
  'bad-name',
  'not-used',
] as const;
export const modelTroubleSchema = z.object({
  name: z.string(),
  problem: z.enum(MODEL_PROBLEMS),
  /** Where in the card, or what there is and what was said; '' for nothing more. */
  detail: z.string(),
});
export type ModelTrouble = z.infer<typeof modelTroubleSchema>;

/** `GET /api/models`. */
export const modelsSchema = z.object({ model: imageModelSchema.nullable(), troubles: z.array(modelTroubleSchema) });
export type Models = z.infer<typeof modelsSchema>;
