import { AppError } from '#shared/errors/app-error';
import { modelPaths, modelsSchema, type ImageModel, type Models } from '#shared/ipc/model-api';
import { sha256Of } from '#shared/media/sealed-bytes';
import type { Platform } from '#renderer/platform/platform';
import { keptCache } from '../kept-cache';
import type { StationClient } from '../station-client';

/** The model for photos that the site has put at its host; what was fetched once is here without it, too. */
export interface SiteModel {
  /** What there is, or was when the hub was last reached. Throws as calls of the hub do where it never was. */
  list(): Promise<Models>;
  /**
   * The model's file, which is what the list says by its digest. Throws `hub.unreachable`, `request.not-found` for one that has gone, and
   * `row.malformed` for another file than was announced.
   */
  file(model: ImageModel): Promise<Uint8Array<ArrayBuffer>>;
}

/** Where both are kept on the device. They hold nothing of anybody's. */
const CACHE = 'linli-photo-model';
const LIST_KEY = '/kept/models.json';
const FETCHING_MS = 120_000;

/** Asked with the token of the moment. */
export function createSiteModel(platform: Platform, client: StationClient, token: () => string): SiteModel {
  async function fetched({ url }: ImageModel): Promise<Uint8Array<ArrayBuffer>> {
    const response = await platform
      .fetch(new URL(url, platform.hubOrigin), {
        headers: { authorization: `Bearer ${token()}` },
        credentials: 'omit',
        priority: 'low',
        signal: AbortSignal.timeout(FETCHING_MS),
      })
      .catch((cause: unknown) => {
        throw new AppError('hub.unreachable', 'no answer from the hub', { cause, retry: true });
      });
    if (response.status !== 200) throw new AppError('request.not-found', `the model came as ${response.status}`);
    return new Uint8Array(await response.arrayBuffer());
  }

  return {
    async list() {
      try {
        const models = await client.call({ path: modelPaths.models, token: token() }, modelsSchema);
        await keep(LIST_KEY, JSON.stringify(models));
        return models;
      } catch (thrown) {
        const kept = await keptList();
        if (!kept) throw thrown;
        return kept;
      }
    },
    async file(model) {
      const key = `/kept/${model.sha256}`;
      const kept = await (await cache())?.match(key);
      const bytes = kept ? new Uint8Array(await kept.arrayBuffer()) : await fetched(model);
      if ((await sha256Of(bytes)) !== model.sha256)
        throw new AppError('row.malformed', 'the model is not the one that was announced');
      if (!kept) await keep(key, bytes);
      return bytes;
    },
  };
}

const cache = (): Promise<Cache | null> => keptCache(CACHE);

/** Keeps it beside the list; a model that is replaced makes room. A disk without room keeps nothing, which harms nobody. */
async function keep(key: string, body: string | Uint8Array<ArrayBuffer>): Promise<void> {
  try {
    const kept = await cache();
    if (!kept) return;
    if (key !== LIST_KEY) {
      for (const { url } of await kept.keys()) if (new URL(url).pathname !== LIST_KEY) await kept.delete(url);
    }
    await kept.put(key, new Response(body));
  } catch {
    // Fetched again the next time.
  }
}

async function keptList(): Promise<Models | null> {
  const kept = await (await cache())?.match(LIST_KEY);
  const parsed = modelsSchema.safeParse(await kept?.json().catch(() => null));
  return parsed.success ? parsed.data : null;
}
