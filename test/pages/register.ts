import { filter, firstValueFrom } from 'rxjs';
import { rawDexieList } from './ceilings';
import type { OpenStation } from '#renderer/data/types';
import type { ListQuery, RegisterKind, RegisterRows, SearchQuery } from '#renderer/data/register/types';

/** Longer than the register waits in a flood. */
const FLOOD_MS = 3000;

/** What tests and benchmarks ask of the register of whoever is signed in, timed where it is asked. */
export function registerApi(current: () => OpenStation) {
  return {
    /** Resolves when everything is taken in; answers how many records that is. */
    async registerReady(): Promise<number> {
      const { records, kind } = await firstValueFrom(
        current().register.state$.pipe(filter((state) => state.kind !== 'building')),
      );
      if (kind === 'failed') throw new Error('the register has failed');
      return records;
    },

    /** The same after a first sync: the last records reach the register in floods, a second apart. */
    async registerSettled(): Promise<number> {
      for (;;) {
        const version = await firstValueFrom(current().register.version$);
        await new Promise((resolve) => setTimeout(resolve, FLOOD_MS));
        const state = await firstValueFrom(current().register.state$);
        const isCalm = version === (await firstValueFrom(current().register.version$));
        if (isCalm && state.kind === 'ready') return state.records;
      }
    },

    list<K extends RegisterKind>(query: ListQuery<K>) {
      return current().register.list(query);
    },

    /** How long each question took, one after the other, in ms, and how many it found. */
    async timeLists(
      queries: readonly ListQuery[],
    ): Promise<readonly { readonly ms: number; readonly total: number }[]> {
      const times: { readonly ms: number; readonly total: number }[] = [];
      for (const query of queries) {
        const startedAt = performance.now();
        const { total, rows } = await current().register.list(query);
        const ms = performance.now() - startedAt;
        if (rows.length < Math.min(query.limit, total - query.offset)) throw new Error('a page lacks rows');
        times.push({ ms, total });
      }
      return times;
    },

    async timeSearches(
      queries: readonly SearchQuery[],
    ): Promise<readonly { readonly ms: number; readonly found: number }[]> {
      const times: { readonly ms: number; readonly found: number }[] = [];
      for (const query of queries) {
        const startedAt = performance.now();
        const found = await current().register.search(query);
        times.push({ ms: performance.now() - startedAt, found: found.length });
      }
      return times;
    },

    /** Rows of a kind by position in a list of all, for questions about what is there. */
    async sample<K extends RegisterKind>(
      kind: K,
      by: ListQuery<K>['sort']['by'],
      today: string,
      count: number,
    ): Promise<readonly RegisterRows[K][]> {
      const sort = { by, descending: false };
      const ids = await current().register.ids({ kind, filter: {}, sort, offset: 0, limit: 0, today } as ListQuery);
      const step = Math.max(1, Math.floor(ids.length / count));
      const wanted = Array.from({ length: Math.min(count, ids.length) }, (_, index) => ids[index * step] ?? '');
      return current().register.rows(kind, wanted, today);
    },

    /** What plain Dexie takes for a page of people by an index, at positions all over the table; ms each. */
    async dexieListCeiling(today: string, pageRows: number): Promise<readonly number[]> {
      const { register } = current();
      const sort = { by: 'name', descending: false } as const;
      const ids = await register.ids({ kind: 'person', filter: {}, sort, offset: 0, limit: 0, today });
      const people: RegisterRows['person'][] = [];
      for (let from = 0; from < ids.length; from += 5000)
        people.push(...(await register.rows('person', ids.slice(from, from + 5000), today)));
      return rawDexieList(people, pageRows);
    },
  };
}
