import { seesHost, setsUpstream, type Access } from '#shared/domain/access/access';
import { AppError } from '#shared/errors/app-error';
import type { SetUpstream, UpstreamDatabaseView, UpstreamTrial, UpstreamView } from '#shared/ipc/upstream-api';
import type { StationAdmin } from '#renderer/data/index';

type UpstreamCalls = Pick<StationAdmin, 'upstream' | 'setUpstream' | 'tryUpstream' | 'upstreamNow' | 'upstreamReach'>;

/** What the address asks the district to be: `upstream=there`, `left`, `away`, `part`; nothing: not set. */
const mood = new URLSearchParams(location.search).get('upstream');

const DATABASES = [
  'commons-qinghe',
  'grid-qinghe-1',
  'grid-qinghe-2',
  'grid-qinghe-3',
  'desk-qinghe',
  'media-grid-qinghe-1',
];
const URL_SET = 'https://hub.district.example';

/** A district in memory. `wrong` as its password is refused, an address with `portal` in it answers with pages. */
export function fakeUpstream(access: Access, nowMs: () => number, asks: () => Promise<void>): UpstreamCalls {
  const start = nowMs();
  let set: UpstreamView['set'] = mood === null ? null : { on: true, url: URL_SET, user: 'qinghe', authority: null };

  const databaseOf = (name: string, index: number): UpstreamDatabaseView => {
    const isTroubled = mood === 'part' && index === 2;
    const left = mood === 'left' || mood === 'away' ? 1_204 + index : isTroubled ? 37 : 0;
    const resting = left > 0 ? (mood === 'left' && index < 2 ? 'sending' : 'waiting') : 'current';
    return {
      name,
      state: isTroubled ? 'trouble' : resting,
      trouble: isTroubled ? 'missing' : null,
      left,
      coming: 0,
      refusedThere: mood === 'part' && index === 1 ? 2 : 0,
      refusedHere: mood === 'part' && index === 0 ? 1 : 0,
      currentAtMs: mood === 'there' || mood === 'part' ? start - 40_000 : null,
    };
  };
  const view = (): UpstreamView => ({
    set,
    trouble: mood === 'away' ? 'unreachable' : null,
    troubleSinceMs: mood === 'away' ? start - 26 * 86_400_000 : null,
    nextTryAtMs: mood === 'away' ? start + 4 * 60_000 : null,
    answeredAtMs: mood === null ? null : start - 40_000,
    madeAnewAtMs: null,
    databases: set ? DATABASES.map(databaseOf) : [],
  });
  const assertMay = async (isGranted: boolean): Promise<void> => {
    await asks();
    if (!isGranted) throw new AppError('access.denied', 'not granted');
  };
  const trialOf = ({ url, password }: SetUpstream): UpstreamTrial => {
    if (url.includes('portal')) return { trouble: 'portal', version: '', databases: [] };
    if (password === 'wrong') return { trouble: 'credentials', version: '', databases: [] };
    return { trouble: null, version: '3.5.0', databases: DATABASES.map((name) => ({ name, trouble: null })) };
  };

  return {
    async upstream() {
      await assertMay(seesHost(access));
      return view();
    },
    async setUpstream({ on, url, user, authority }) {
      await assertMay(setsUpstream(access));
      set = { on, url, user, authority };
      return view();
    },
    async tryUpstream(wanted) {
      await assertMay(setsUpstream(access));
      return trialOf(wanted);
    },
    async upstreamNow() {
      await assertMay(setsUpstream(access));
      return view();
    },
    async upstreamReach() {
      await asks();
      const databases = view().databases.map(({ name, left, refusedThere: refused, currentAtMs }) => ({
        name,
        left,
        refused,
        currentAtMs,
      }));
      return { on: set?.on === true, databases };
    },
  };
}
