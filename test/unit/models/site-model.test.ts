import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { AppError } from '#shared/errors/app-error';
import { modelCardSchema, type ImageModel, type Models } from '#shared/ipc/model-api';
import { createSiteModel, type SiteModel } from '#renderer/data/models/site-model';
import type { StationClient } from '#renderer/data/station-client';
import type { Platform } from '#renderer/platform/platform';
import { keptResponses, type KeptResponses } from '#test/support/kept-responses';
import { COLOR_MODEL, tinyCard, tinyModel } from '#test/support/onnx';

const FILE = tinyModel(COLOR_MODEL);
const modelOf = (file: Uint8Array): ImageModel => {
  const sha256 = createHash('sha256').update(file).digest('hex');
  const card = modelCardSchema.parse(tinyCard(['a', 'b', null]));
  return { url: `/api/models/tiny.onnx?v=${sha256}`, bytes: file.length, sha256, card };
};

let kept: KeptResponses;
beforeEach(() => {
  kept = keptResponses();
  vi.stubGlobal('caches', kept);
  return () => vi.unstubAllGlobals();
});

/** A host that hands out these bytes; null when it is away. */
function setUp() {
  const world: { models: Models; body: Uint8Array<ArrayBuffer> | null; asked: string[] } = {
    models: { model: modelOf(FILE), troubles: [] },
    body: FILE,
    asked: [],
  };
  const away = () => new AppError('hub.unreachable', 'away', { retry: true });
  const client = {
    call: async () => {
      if (!world.body) throw away();
      return world.models;
    },
  } as unknown as StationClient;
  const platform = {
    hubOrigin: 'https://station',
    fetch: async (url: URL, init: RequestInit) => {
      world.asked.push(`${new Headers(init.headers).get('authorization')} ${url.pathname}`);
      if (!world.body) throw new TypeError('failed');
      return new Response(world.body);
    },
  } as unknown as Platform;
  const open = (): SiteModel => createSiteModel(platform, client, () => 'token-1');
  return { world, open };
}

describe('the site’s model on a device', () => {
  it('is fetched once, with the person’s token, and is here without the host from then on', async () => {
    const { world, open } = setUp();
    const { model } = await open().list();
    if (!model) throw new Error('no model');
    expect(await open().file(model)).toEqual(FILE);
    expect(world.asked).toEqual(['Bearer token-1 /api/models/tiny.onnx']);
    world.body = null;
    expect(await open().list()).toEqual(world.models);
    expect(await open().file(model)).toEqual(FILE);
    expect(world.asked).toHaveLength(1);
  });

  it('is not used when what came is not what was announced, nor kept', async () => {
    const { world, open } = setUp();
    world.body = tinyModel({ ...COLOR_MODEL, bias: [9, 0, 0] });
    await expect(open().file(modelOf(FILE))).rejects.toMatchObject({ code: 'row.malformed' });
    expect(kept.names()).toEqual([]);
  });

  it('makes room for the one that replaces it', async () => {
    const { world, open } = setUp();
    await open().list();
    await open().file(modelOf(FILE));
    const next = tinyModel({ ...COLOR_MODEL, bias: [0, 1, 0] });
    world.body = next;
    await open().file(modelOf(next));
    expect(kept.names()).toEqual(['/kept/models.json', `/kept/${modelOf(next).sha256}`]);
  });

  it('is nowhere where it was never fetched and the host is away', async () => {
    const { world, open } = setUp();
    world.body = null;
    await expect(open().list()).rejects.toMatchObject({ code: 'hub.unreachable' });
    await expect(open().file(modelOf(FILE))).rejects.toMatchObject({ code: 'hub.unreachable' });
    vi.stubGlobal('caches', undefined);
    await expect(open().list()).rejects.toMatchObject({ code: 'hub.unreachable' });
  });
});
