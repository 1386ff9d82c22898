import { transfer, wrap } from 'comlink';
import { toAppError } from '#shared/errors/app-error';
import type { ImageModel, ModelTrouble } from '#shared/ipc/model-api';
import { err, ok, type Result } from '#shared/errors/result';
import type { JudgeDesk } from './judge.worker';
import type { SiteModel } from './site-model';

/** What a model makes of a photo. */
export interface Judgement {
  /** What the card calls the model. */
  readonly model: string;
  readonly labels: readonly (string | null)[];
  /** Probabilities in the order of the labels. */
  readonly scores: readonly number[];
}

/**
 * Why there is none. `none`: the site has put no model there; `refused`: what it has put there is not used; `away`: it was never fetched
 * and the hub cannot be reached; `altered`: what came is not what was announced; `late`: it takes too long; the others as the runtime says.
 */
export type JudgeTrouble =
  | { readonly kind: 'none' | 'away' | 'altered' | 'late' }
  | { readonly kind: 'refused'; readonly trouble: ModelTrouble }
  | { readonly kind: 'does-not-load' | 'does-not-run' | 'wrong-labels' | 'no-scores' | 'no-picture' };

/** Looks at photos with the site's model, in a worker that starts with the first one. */
export interface PhotoJudge {
  /** Never throws: whatever goes wrong is said. */
  judge(picture: Blob): Promise<Result<Judgement, JudgeTrouble>>;
  /** The worker and the model in it are gone; what is under way ends as `does-not-run`. */
  end(): void;
}

export interface PhotoJudgeOptions {
  /** How long the slowest tablet takes to get the runtime and the model ready, and for one photo. */
  readonly loadMs: number;
  readonly photoMs: number;
}

const PATIENCE: PhotoJudgeOptions = { loadMs: 60_000, photoMs: 20_000 };

type Ready = { readonly model: ImageModel; readonly link: Link };

/** A judge of its own for whoever shows photos; `end` it. */
export function createPhotoJudge(site: SiteModel, { loadMs, photoMs } = PATIENCE): PhotoJudge {
  let opening: Promise<Result<Ready, JudgeTrouble>> | null = null;
  let link: Link | null = null;
  let isEnded = false;
  let last: Promise<unknown> = Promise.resolve();

  async function open(): Promise<Result<Ready, JudgeTrouble>> {
    let found: { readonly model: ImageModel; readonly file: Uint8Array<ArrayBuffer> };
    try {
      const { model, troubles } = await site.list();
      if (!model) return err(troubles[0] ? { kind: 'refused', trouble: troubles[0] } : { kind: 'none' });
      found = { model, file: await site.file(model) };
    } catch (thrown) {
      return err({ kind: toAppError(thrown).code === 'row.malformed' ? 'altered' : 'away' });
    }
    // Whoever left meanwhile needs no worker any more.
    if (isEnded) return err({ kind: 'does-not-run' });
    const { model, file } = found;
    const started = startWorker();
    link = started;
    const loaded = await started.ask((desk) => desk.load(transfer(file, [file.buffer]), model.card), loadMs);
    if (loaded === 'late' || loaded === 'died') return err({ kind: loaded === 'late' ? 'late' : 'does-not-load' });
    return loaded.fault === null ? ok({ model, link: started }) : err({ kind: faultOf(loaded.fault) });
  }

  async function judge(picture: Blob): Promise<Result<Judgement, JudgeTrouble>> {
    opening ??= open();
    const ready = await opening;
    if (!ready.ok) {
      forget();
      return ready;
    }
    const { model, link: running } = ready.value;
    const answer = await running.ask((desk) => desk.scores(picture), photoMs);
    if (answer === 'late' || answer === 'died') {
      // A worker that hangs is of no more use; the next photo gets another one.
      forget();
      return err({ kind: answer === 'late' ? 'late' : 'does-not-run' });
    }
    if ('fault' in answer) {
      const kind = faultOf(answer.fault);
      // Another photo may do; another model has to be asked for.
      if (kind !== 'no-picture') forget();
      return err({ kind });
    }
    return ok({ model: model.card.name, labels: model.card.labels, scores: answer.scores });
  }

  /** Whoever asks next begins anew: the hub may be back, or the site may have mended its model. */
  function forget(): void {
    opening = null;
    link?.end();
    link = null;
  }

  return {
    judge(picture) {
      const judged = last.then(() => judge(picture));
      last = judged;
      return judged;
    },
    end() {
      isEnded = true;
      forget();
    },
  };
}

const FAULTS = ['does-not-load', 'does-not-run', 'wrong-labels', 'no-scores', 'no-picture'] as const;

const faultOf = (fault: string): (typeof FAULTS)[number] => FAULTS.find((each) => each === fault) ?? 'does-not-run';

interface Link {
  ask<T>(question: (desk: JudgeDesk) => Promise<T>, patienceMs: number): Promise<T | 'late' | 'died'>;
  end(): void;
}

function startWorker(): Link {
  const worker = new Worker(new URL('./judge.worker.ts', import.meta.url), { type: 'module', name: 'photo-model' });
  const desk = wrap<JudgeDesk>(worker) as unknown as JudgeDesk;
  let die: () => void = () => undefined;
  const died = new Promise<'died'>((resolve) => {
    die = () => resolve('died');
  });
  worker.addEventListener('error', die);
  worker.addEventListener('messageerror', die);
  return {
    async ask(question, patienceMs) {
      let timer: ReturnType<typeof setTimeout> | undefined;
      const late = new Promise<'late'>((resolve) => {
        timer = setTimeout(() => resolve('late'), patienceMs);
      });
      try {
        return await Promise.race([question(desk), died, late]);
      } catch {
        return 'died';
      } finally {
        clearTimeout(timer);
      }
    },
    end() {
      worker.terminate();
      die();
    },
  };
}
