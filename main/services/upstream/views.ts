import type { UpstreamDatabaseView, UpstreamReach, UpstreamView } from '#shared/ipc/upstream-api';
import type { ExchangeProgress } from './exchange';
import type { KnownDatabase, UpstreamProgress, UpstreamSettings } from './files';
import type { Rounds } from './rounds';

export interface ViewsDeps {
  readonly names: () => readonly string[];
  readonly set: () => UpstreamSettings['set'];
  readonly progress: () => UpstreamProgress;
  readonly knownOf: (name: string) => KnownDatabase;
  /** Writes that are not upstream. */
  readonly unsent: (name: string) => number;
  readonly running: (name: string) => ExchangeProgress | null;
  /** Those that serve a database, or the station's records; null while it is off. */
  readonly rounds: (name: string | null) => Rounds | null;
}

/** What screens and the log are told; never the password. */
export interface Views {
  view(): UpstreamView;
  reach(mayOpen: (name: string) => boolean): UpstreamReach;
  facts(): Readonly<Record<string, string | number | boolean>>;
  /** Whether something here keeps a database from being served. */
  isIll(): boolean;
}

export function createViews(deps: ViewsDeps): Views {
  const { names, set, progress, knownOf, unsent, running, rounds } = deps;

  function databaseView(name: string): UpstreamDatabaseView {
    const { refusedHere, refusedThere, currentAtMs } = knownOf(name);
    const at = running(name);
    const left = unsent(name);
    const trouble = rounds(name)?.of(name).trouble ?? null;
    const resting = left > 0 || currentAtMs === null ? 'waiting' : 'current';
    return {
      name,
      state: at?.step ?? (trouble ? 'trouble' : resting),
      trouble,
      left,
      coming: at?.coming ?? 0,
      refusedThere,
      refusedHere,
      currentAtMs,
    };
  }

  return {
    view() {
      const current = set();
      const whole = rounds(null)?.whole() ?? { trouble: null, sinceMs: null, retryAtMs: 0 };
      return {
        set: current && { on: current.on, url: current.url, user: current.user, authority: current.authority },
        trouble: whole.trouble,
        troubleSinceMs: whole.sinceMs,
        nextTryAtMs: whole.retryAtMs > 0 ? whole.retryAtMs : null,
        answeredAtMs: progress().answeredAtMs,
        madeAnewAtMs: progress().madeAnewAtMs,
        databases: current ? names().map(databaseView) : [],
      };
    },
    reach(mayOpen) {
      if (!set()?.on) return { on: false, databases: [] };
      const databases = names().filter(mayOpen);
      return {
        on: true,
        databases: databases.map((name) => {
          const { refusedThere: refused, currentAtMs } = knownOf(name);
          return { name, left: unsent(name), refused, currentAtMs };
        }),
      };
    },
    isIll: () =>
      names().some((name) => {
        const trouble = rounds(name)?.of(name).trouble;
        return trouble === 'here' || trouble === 'internal';
      }),
    facts() {
      const databases = names();
      const left = databases.reduce((sum, name) => sum + unsent(name), 0);
      return { on: set()?.on === true, left, databases: databases.length };
    },
  };
}
