import { expect } from 'vitest';
import type { Doc } from './pouch';
import type { HubTarget } from './targets';

export interface Row {
  readonly ok?: true;
  readonly id: string;
  readonly rev: string;
  readonly error?: string;
}

export interface Changes {
  readonly results: readonly {
    readonly id: string;
    readonly seq: string;
    readonly changes: readonly { readonly rev: string }[];
    readonly deleted?: boolean;
    readonly doc?: Doc;
  }[];
  readonly last_seq: string;
  readonly pending: number;
}

/** Speaks CouchDB's protocol to one database, expecting success where success is not what a test is about. */
export function drive(target: HubTarget, db: string) {
  async function ask(
    method: string,
    path: string,
    body?: unknown,
  ): Promise<{ status: number; body: unknown; headers: Headers }> {
    const answer = await fetch(`${target.base}/${db}${path}`, {
      method,
      headers: { ...target.headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, body: text === '' ? null : JSON.parse(text), headers: answer.headers };
  }
  const bulk = async (docs: readonly Doc[], more: object = {}): Promise<readonly Row[]> => {
    const { status, body } = await ask('POST', '/_bulk_docs', { docs, ...more });
    expect(status).toBe(201);
    return body as Row[];
  };
  const changes = async (query = ''): Promise<Changes> => {
    const { status, body } = await ask('GET', `/_changes${query}`);
    expect(status).toBe(200);
    return body as Changes;
  };
  const revOf = async (doc: Doc): Promise<string> => (await bulk([doc]))[0]?.rev ?? '';
  /** Two leaves of one document, the second of them winning. */
  async function makeConflict(id: string): Promise<{ loser: string; winner: string }> {
    const loser = '2-0000000000000000000000000000000a';
    const winner = '2-0000000000000000000000000000000f';
    const parent = '1-00000000000000000000000000000001';
    const leaf = (rev: string): Doc => ({
      _id: id,
      _rev: rev,
      _revisions: { start: 2, ids: [rev.slice(2), parent.slice(2)] },
      rev,
    });
    expect(await bulk([leaf(loser), leaf(winner)], { new_edits: false })).toEqual([]);
    return { loser, winner };
  }

  return { ask, bulk, changes, revOf, makeConflict };
}
