import { parentPort } from 'node:worker_threads';
import { scoreAll } from './score-all';
import type { ScoringTask } from './scorer';

/** The scoring thread: one answer for each task, in order. */
parentPort?.on('message', (task: ScoringTask) => parentPort?.postMessage(scoreAll(task)));
