/**
 * Time as a process has it that shares its machine: what its threads spent waiting for a processor does not count. Limits of histories
 * are told in it, so that a busy machine is not taken for a station that never comes to rest. Where nobody says how long threads
 * waited (a browser, another system than Linux) it is the time of the clock.
 */

/** Of what passes by the clock at least this part counts: what turns for ever without an end is found even so. */
const LEAST_PART = 1 / 20;

const THREADS = '/proc/self/task';

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

/** Calls `done` once `ms` of this process's time are over; the call that is answered takes that back. */
export function afterOwnTime(ms: number, done: () => void): () => void {
  const end = ownTime() + ms;
  let timer = setTimeout(look, ms);
  function look(): void {
    const left = end - ownTime();
    // Clocks count in parts of a millisecond, timers do not.
    if (left < 1) done();
    else timer = setTimeout(look, left);
  }
  return () => clearTimeout(timer);
}

/** Milliseconds that the threads of this process were ready and had no processor (second figure of schedstat, in nanoseconds). */
function waited(): number {
  const files = globalThis.process?.getBuiltinModule?.('node:fs');
  if (!files?.existsSync(THREADS)) return 0;
  let total = 0;
  for (const thread of files.readdirSync(THREADS)) {
    try {
      total += Number(files.readFileSync(`${THREADS}/${thread}/schedstat`, 'utf8').split(' ')[1] ?? 0);
    } catch {
      // A thread that has ended since.
    }
  }
  return total / 1_000_000;
}
