import { beforeEach, describe, expect, it, vi } from 'vitest';
import { AppError } from '#shared/errors/app-error';
import { modelCardSchema, type ImageModel, type Models } from '#shared/ipc/model-api';
import { createPhotoJudge } from '#renderer/data/models/judge';
import type { SiteModel } from '#renderer/data/models/site-model';
import { tinyCard } from '#test/support/onnx';

const MODEL: ImageModel = {
  url: '/api/models/tiny.onnx?v=x',
  bytes: 3,
  sha256: 'ab'.repeat(32),
  card: modelCardSchema.parse(tinyCard(['a', 'b', null])),
};

/** A folder whose answers the test gives. */
function site({ models = { model: MODEL, troubles: [] } as Models, fails = null as AppError | null } = {}): SiteModel {
  return {
    list: async () => models,
    file: async () => {
      if (fails) throw fails;
      return new Uint8Array(3);
    },
  };
}

/** Workers that were started, and what became of them. */
let workers: { isEnded: boolean; die(): void }[] = [];
beforeEach(() => {
  workers = [];
  class SilentWorker extends EventTarget {
    readonly state = { isEnded: false, die: () => void this.dispatchEvent(new Event('error')) };
    constructor() {
      super();
      workers.push(this.state);
    }
    postMessage(): void {
      // Hears, and never answers.
    }
    terminate(): void {
      this.state.isEnded = true;
    }
  }
  vi.stubGlobal('Worker', SilentWorker);
  return () => vi.unstubAllGlobals();
});

const PHOTO = new Blob(['x']);

describe('looking at a photo', () => {
  it('is given up when the model takes too long, and the next photo begins anew', async () => {
    const judge = createPhotoJudge(site(), { loadMs: 5, photoMs: 5 });
    expect(await judge.judge(PHOTO)).toEqual({ ok: false, error: { kind: 'late' } });
    expect(workers).toMatchObject([{ isEnded: true }]);
    await judge.judge(PHOTO);
    expect(workers).toHaveLength(2);
  });

  it('ends when the worker dies', async () => {
    const judge = createPhotoJudge(site(), { loadMs: 60_000, photoMs: 60_000 });
    const judged = judge.judge(PHOTO);
    await vi.waitFor(() => expect(workers).toHaveLength(1));
    workers[0]?.die();
    expect(await judged).toEqual({ ok: false, error: { kind: 'does-not-load' } });
  });

  it('starts no worker for a form that was left while the model was fetched', async () => {
    const judge = createPhotoJudge(site(), { loadMs: 5, photoMs: 5 });
    const judged = judge.judge(PHOTO);
    judge.end();
    expect(await judged).toEqual({ ok: false, error: { kind: 'does-not-run' } });
    expect(workers).toEqual([]);
  });

  it('starts no worker where there is no model, and says why there is none', async () => {
    const trouble = { name: 'a.onnx', problem: 'no-card', detail: '' } as const;
    const none = createPhotoJudge(site({ models: { model: null, troubles: [] } }));
    expect(await none.judge(PHOTO)).toEqual({ ok: false, error: { kind: 'none' } });
    const refused = createPhotoJudge(site({ models: { model: null, troubles: [trouble] } }));
    expect(await refused.judge(PHOTO)).toEqual({ ok: false, error: { kind: 'refused', trouble } });
    const away = createPhotoJudge(site({ fails: new AppError('hub.unreachable', 'away') }));
    expect(await away.judge(PHOTO)).toEqual({ ok: false, error: { kind: 'away' } });
    const altered = createPhotoJudge(site({ fails: new AppError('row.malformed', 'another file') }));
    expect(await altered.judge(PHOTO)).toEqual({ ok: false, error: { kind: 'altered' } });
    expect(workers).toEqual([]);
  });
});
