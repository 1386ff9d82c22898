import { AppError } from '#shared/errors/app-error';
import type { Models } from '#shared/ipc/model-api';
import type { SiteModel } from '#renderer/data/index';

/** What a test puts into the site's folder of models; the file in base64. */
export interface FakeModel extends SiteModel {
  put(models: Models, file: string): void;
  /** Whether the hub can be reached; what was not fetched before is not there without it. */
  reach(isThere: boolean): void;
}

/** A folder without a model until the test puts one there. */
export function fakeModel(): FakeModel {
  let models: Models = { model: null, troubles: [] };
  let bytes = '';
  let isAway = false;
  const needHub = () => {
    if (isAway) throw new AppError('hub.unreachable', 'away', { retry: true });
  };
  return {
    put(next, file) {
      models = next;
      bytes = file;
    },
    reach: (isThere) => void (isAway = !isThere),
    async list() {
      needHub();
      return models;
    },
    async file() {
      needHub();
      return Uint8Array.from(atob(bytes), (character) => character.charCodeAt(0));
    },
  };
}
