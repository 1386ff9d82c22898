/**
 * Time as a process has it that shares its machine: what its threads spent waiting for a processor does not count. Limits of histories
 * are told in it, so that a busy machine is not taken for a station that never comes to rest. Where nobody says how long threads
 * waited (a browser, another system than Linux) it is the time of the clock.
 */

/** Of what passes by the clock at least this part counts: what turns for ever without an end is found even so. */
const LEAST_PART = 1 / 20;

const THREADS = '/proc/self/task';

/** While another thread is ready, ms. */
const LOOK_AGAIN_MS = 2;

let wallMs = performance.now();
let waitedMs = waited();
let ownMs = 0;

/** Milliseconds of this process since it was loaded. */
export function ownTime(): number {
  const [wall, waits] = [performance.now(), waited()];
  const passed = wall - wallMs;
  ownMs += Math.min(passed, Math.max(passed - (waits - waitedMs), passed * LEAST_PART));
  [wallMs, waitedMs] = [wall, waits];
  return ownMs;
}

/**
 * Calls `done` once `ms` of this process's time are over, and no thread of it waits for a processor just then: what such a thread does may be
 * what is waited for, and its waiting is counted only once it has ended. The call that is answered takes it back.
 */
export function afterOwnTime(ms: number, done: () => void): () => void {
  const [end, latest] = [ownTime() + ms, performance.now() + ms / LEAST_PART];
  let timer = setTimeout(look, ms);
  function look(): void {
    const left = end - ownTime();
    const isHeldUp = performance.now() < latest && othersAreReady();
    // Clocks count in parts of a millisecond, timers do not.
    if (left < 1 && !isHeldUp) done();
    else timer = setTimeout(look, Math.max(left, LOOK_AGAIN_MS));
  }
  return () => clearTimeout(timer);
}

/** Milliseconds that the threads of this process were ready and had no processor (second figure of schedstat, in nanoseconds). */
function waited(): number {
  return threads('schedstat').reduce((total, text) => total + Number(text.split(' ')[1] ?? 0), 0) / 1_000_000;
}

/** Whether a thread beside this one runs or is ready to (`R` behind the name in brackets). */
const othersAreReady = (): boolean => threads('stat').filter((text) => /\) R /.test(text)).length > 1;

/** A file about each thread; none where the system keeps no such files. */
function threads(name: string): readonly string[] {
  const files = globalThis.process?.getBuiltinModule?.('node:fs');
  if (!files?.existsSync(THREADS)) return [];
  return files.readdirSync(THREADS).flatMap((thread) => {
    try {
      return [files.readFileSync(`${THREADS}/${thread}/${name}`, 'utf8')];
    } catch {
      // A thread that has ended since.
      return [];
    }
  });
}
