import type { DurableFolder } from '#main/services/durable-folder';
import type { EdgeHub, HubDatabase } from '#sync-server/embedded/types';

/** A hub and a folder as the host's services have them, until the power goes. */
export interface MortalParts {
  readonly hub: EdgeHub;
  readonly folder: DurableFolder;
  /** Nothing that is asked of them from now on is done. */
  cut(): void;
}

/** Stands between the host's services and their disks. */
export function mortalParts(hub: EdgeHub, folder: DurableFolder): MortalParts {
  let isCut = false;
  /** `target`, whose methods with these names fail once the power is gone. */
  function mortal<T extends object>(target: T, names: ReadonlySet<string>): T {
    return new Proxy(target, {
      get(whole, name) {
        const value: unknown = Reflect.get(whole, name);
        if (typeof value !== 'function') return value;
        return (...args: unknown[]): unknown => {
          if (isCut && names.has(String(name))) return Promise.reject(new Error('the power is gone'));
          return (value as (...args: unknown[]) => unknown).apply(whole, args);
        };
      },
    });
  }
  const databases = new Map<HubDatabase, HubDatabase>();
  const mortalDatabase = (database: HubDatabase): HubDatabase => {
    const known = databases.get(database) ?? mortal(database, WRITES);
    databases.set(database, known);
    return known;
  };
  return {
    hub: {
      names: () => hub.names(),
      onChange: (listener) => hub.onChange(listener),
      database: (name) => {
        const database = hub.database(name);
        return database && mortalDatabase(database);
      },
      create: async (name) => mortalDatabase(await hub.create(name)),
      stop: () => hub.stop(),
    },
    folder: mortal(folder, WRITES),
    cut: () => {
      isCut = true;
    },
  };
}

const WRITES: ReadonlySet<string> = new Set(['bulkDocs', 'putWhole', 'putLocal', 'write']);
