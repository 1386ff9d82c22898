import { expose } from 'comlink';
import type { ModelCard } from '#shared/ipc/model-api';
import { loadModel, RunFaultError, type Judging } from './judging';

/** What a page asks of the worker that looks at photos. Faults come as answers: an error would lose what it is. */
export interface JudgeDesk {
  load(file: Uint8Array, card: ModelCard): Promise<{ readonly fault: string | null }>;
  scores(picture: Blob): Promise<{ readonly scores: readonly number[] } | { readonly fault: string }>;
}

let ready: Judging | null = null;

const faultOf = (thrown: unknown): { readonly fault: string } => ({
  fault: thrown instanceof RunFaultError ? thrown.message : 'does-not-run',
});

expose({
  async load(file, card) {
    try {
      ready = await loadModel(file, card);
      return { fault: null };
    } catch (thrown) {
      return faultOf(thrown);
    }
  },
  async scores(picture) {
    try {
      return ready ? { scores: await ready.scores(picture) } : { fault: 'does-not-load' };
    } catch (thrown) {
      return faultOf(thrown);
    }
  },
} satisfies JudgeDesk);
