import { WORKER } from './host/newer';

const AGAIN_MS = 1500;
/** So many times in a row; a host that answers and has not got the file is another version than this page. */
const TRIES_BEFORE_RELOAD = 4;
/** A page that is younger has just been loaded, and loading it again would not help. */
const RELOAD_AFTER_MS = 60_000;

/** Loads a part of the kiosk, again and again until it is there: one that could not be fetched while the host was gone is not lost for good. */
export const insist =
  <T>(load: () => Promise<T>): (() => Promise<T>) =>
  async () => {
    for (let tries = 1; ; tries += 1) {
      try {
        return await load();
      } catch {
        if (tries >= TRIES_BEFORE_RELOAD && performance.now() > RELOAD_AFTER_MS) await reloadIfHostIsHere();
        await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
      }
    }
  };

/** The worker answers for its page without a host, for its own script never. */
async function reloadIfHostIsHere(): Promise<void> {
  const isHere = await fetch(WORKER, { cache: 'no-store' }).then(
    ({ ok }) => ok,
    () => false,
  );
  if (isHere) location.reload();
}
