import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Fastify from 'fastify';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { modelCardSchema } from '#shared/ipc/model-api';
import { checkModel, readCard } from '#main/services/models/check-model';
import { openModels, type ModelsService } from '#main/services/models/models';
import { onnxShapeOf } from '#main/services/models/onnx-shape';
import { modelRoutes } from '#main/services/gateway/routes/routes-models';
import { COLOR_MODEL, tinyCard, tinyModel } from '#test/support/onnx';
import { recordedLog } from '#test/support/quiet-log';

const LABELS = ['市容环境/垃圾', null, '03-07'];
const MODEL = tinyModel(COLOR_MODEL);

let folder: string;
let models: ModelsService;
beforeEach(async () => {
  folder = path.join(await mkdtemp(path.join(tmpdir(), 'linli-')), 'models');
  models = await openModels({ folder, log: recordedLog() });
});
afterEach(async () => {
  await models.stop();
  await rm(path.dirname(folder), { recursive: true, force: true });
});

const put = (name: string, body: string | Uint8Array) => writeFile(path.join(folder, name), body);
const card = (more: object = {}) => JSON.stringify({ ...tinyCard(LABELS), ...more });
const troubles = async () => (await models.list()).troubles.map(({ name, problem, detail }) => [name, problem, detail]);

describe('the site’s model', () => {
  it('is there as soon as its two files are, by its content, and gone as soon as they are', async () => {
    expect(await models.list()).toEqual({ model: null, troubles: [] });
    await put('street.onnx', MODEL);
    expect(await troubles()).toEqual([['street.onnx', 'no-card', '']]);
    await put('street.json', card());
    const { model } = await models.list();
    const sha256 = createHash('sha256').update(MODEL).digest('hex');
    expect(model).toMatchObject({ sha256, bytes: MODEL.length, url: `/api/models/street.onnx?v=${sha256}` });
    expect(model?.card.labels).toEqual(LABELS);
    expect(models.health()).toMatchObject({ facts: { model: true, troubles: 0 } });

    await put('street.json', card({ labels: ['a', 'b'] }));
    expect(await troubles()).toEqual([['street.onnx', 'wrong-labels', '3 ≠ 2']]);
    await put('street.json', card());
    await put('street.onnx', tinyModel({ ...COLOR_MODEL, bias: [1, 0, 0] }));
    expect((await models.list()).model?.sha256).not.toBe(sha256);
    await rm(path.join(folder, 'street.onnx'));
    expect(await models.list()).toEqual({ model: null, troubles: [] });
  });

  it('is the first by name of several; the other says so', async () => {
    for (const name of ['b', 'a']) {
      await put(`${name}.onnx`, MODEL);
      await put(`${name}.json`, card({ name }));
    }
    expect((await models.list()).model?.card.name).toBe('a');
    expect(await troubles()).toEqual([['b.onnx', 'not-used', 'a.onnx']]);
    expect(await models.open('b.onnx')).toBeNull();
  });

  it('is refused with what is wrong with it', async () => {
    await put('a page.onnx', '<!doctype html>');
    await put('a page.json', card());
    await put('b.onnx', MODEL);
    await put('b.json', '{ "name": ');
    await put('c.onnx', MODEL);
    await put('c.json', card({ input: { ...tinyCard(LABELS).input, std: [1, 0, 1] } }));
    await put('d.onnx', tinyModel({ ...COLOR_MODEL, width: 16 }));
    await put('d.json', card());
    await put('e#.onnx', MODEL);
    await put('f.onnx', MODEL);
    await put('f.json', card({ labls: [] }));
    await mkdir(path.join(folder, 'g.onnx'));
    await put('g.json', card());
    await symlink('/etc/passwd', path.join(folder, 'h.onnx'));
    await put('h.json', card());
    expect(await models.list()).toMatchObject({ model: null });
    expect(await troubles()).toEqual([
      ['a page.onnx', 'not-a-model', ''],
      ['b.onnx', 'bad-card', 'JSON'],
      ['c.onnx', 'bad-card', 'input.std.1'],
      ['d.onnx', 'wrong-input', '1×3×8×16 ≠ 1×3×8×8'],
      ['e#.onnx', 'bad-name', ''],
      ['f.onnx', 'bad-card', 'labls'],
      ['g.onnx', 'unreadable', ''],
      ['h.onnx', 'unreadable', ''],
    ]);
  });

  it('comes from the gateway under its digest and no other, and nothing else of the folder does', async () => {
    await put('street.onnx', MODEL);
    await put('street.json', card());
    const app = Fastify();
    modelRoutes(app, { models });
    const { model } = await models.list();
    const answer = await app.inject(model?.url ?? '');
    expect(answer.statusCode).toBe(200);
    expect(answer.headers).toMatchObject({ etag: `"${model?.sha256}"`, 'content-length': String(MODEL.length) });
    expect(new Uint8Array(answer.rawPayload)).toEqual(MODEL);
    for (const name of ['street.json', '..%2Fhost-only%2Faccounts.json', 'none.onnx'])
      expect((await app.inject(`/api/models/${name}?v=${model?.sha256}`)).statusCode, name).not.toBe(200);
    expect((await app.inject(`/api/models/street.onnx?v=${'0'.repeat(64)}`)).statusCode).not.toBe(200);
    expect((await app.inject('/api/models/street.onnx')).statusCode).not.toBe(200);
    await app.close();
  });
});

describe('a model and its card', () => {
  it('may leave sides open, and must agree in those that it names', () => {
    const given = modelCardSchema.parse(tinyCard(LABELS));
    expect(checkModel(MODEL, given).ok).toBe(true);
    expect(checkModel(tinyModel({ ...COLOR_MODEL, saysLabels: null }), given).ok).toBe(true);
    expect(onnxShapeOf(MODEL)).toEqual({
      inputs: [{ isFloat: true, sides: [1, 3, 8, 8] }],
      outputs: [{ isFloat: true, sides: [1, 3] }],
    });
    const last = { ...given, input: { ...given.input, layout: 'NHWC' as const } };
    expect(checkModel(MODEL, last)).toMatchObject({ error: { problem: 'wrong-input' } });
  });

  it('never hang nor throw, whatever somebody put there', () => {
    const given = modelCardSchema.parse(tinyCard(LABELS));
    fc.assert(
      fc.property(fc.nat(MODEL.length - 1), fc.uint8Array({ minLength: 1, maxLength: 8 }), (at, noise) => {
        const bytes = new Uint8Array(MODEL);
        bytes.set(noise.subarray(0, bytes.length - at), at);
        expect(typeof checkModel(bytes, given).ok).toBe('boolean');
      }),
    );
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => checkModel(bytes, given).ok === false));
    fc.assert(fc.property(fc.string(), (text) => readCard(text).ok === false));
    fc.assert(fc.property(fc.jsonValue(), (value) => readCard(JSON.stringify(value)).ok === false));
  });
});
