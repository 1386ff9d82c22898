import { env, InferenceSession, Tensor } from 'onnxruntime-web/wasm';
import wasmUrl from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';
import { middleOf, probabilitiesOf, tensorOf } from '#shared/domain/incidents/classify/image';
import type { ModelCard } from '#shared/ipc/model-api';

/** Why a model says nothing: it does not run, or it says something else than its card. */
export type RunFault = 'does-not-load' | 'does-not-run' | 'wrong-labels' | 'no-scores' | 'no-picture';

/** A model that is ready. */
export interface Judging {
  /** Probabilities in the order of the card's labels. Throws a `RunFaultError`. */
  scores(picture: Blob): Promise<readonly number[]>;
}

/** Why it could not be done, in a message that survives the way out of a worker. */
export class RunFaultError extends Error {
  constructor(fault: RunFault) {
    super(fault);
    this.name = 'RunFaultError';
  }
}

/** Makes a model ready in this thread, which must be a worker: it computes for as long as it takes. */
export async function loadModel(file: Uint8Array, card: ModelCard): Promise<Judging> {
  // Threads would need a page that shares memory with nobody; one is enough for one picture.
  env.wasm.numThreads = 1;
  env.wasm.wasmPaths = { wasm: wasmUrl };
  env.logLevel = 'error';
  const session = await InferenceSession.create(file, { executionProviders: ['wasm'] }).catch(() => {
    throw new RunFaultError('does-not-load');
  });
  const { width, height, layout } = card.input;
  const sides = layout === 'NCHW' ? [1, 3, height, width] : [1, height, width, 3];

  return {
    async scores(picture) {
      const tensor = new Tensor('float32', tensorOf(await pixelsOf(picture, card), card.input), sides);
      const outputs = await session.run({ [session.inputNames[0] ?? '']: tensor }).catch(() => {
        throw new RunFaultError('does-not-run');
      });
      const given = outputs[session.outputNames[0] ?? '']?.data;
      if (!(given instanceof Float32Array)) throw new RunFaultError('no-scores');
      if (given.length !== card.labels.length) throw new RunFaultError('wrong-labels');
      const probabilities = probabilitiesOf([...given], card.scores);
      if (!probabilities) throw new RunFaultError('no-scores');
      return probabilities;
    },
  };
}

/** The middle of a picture in the size that the model takes. */
async function pixelsOf(picture: Blob, { input }: ModelCard): Promise<Uint8ClampedArray> {
  const bitmap = await createImageBitmap(picture).catch(() => {
    throw new RunFaultError('no-picture');
  });
  try {
    const canvas = new OffscreenCanvas(input.width, input.height);
    const context = canvas.getContext('2d', { willReadFrequently: true });
    if (!context) throw new RunFaultError('no-picture');
    context.imageSmoothingQuality = 'high';
    const { x, y, width, height } = middleOf(bitmap, input);
    context.drawImage(bitmap, x, y, width, height, 0, 0, input.width, input.height);
    return context.getImageData(0, 0, input.width, input.height).data;
  } finally {
    bitmap.close();
  }
}
