import { afterOwnTime } from './own-time';

/** The result of `work`, or an error that says what took longer than `ms` of this process's time: a history never waits for ever. */
export async function limited<T>(what: string, ms: number, work: Promise<T>): Promise<T> {
  let stop = (): void => undefined;
  const late = new Promise<never>((_resolve, reject) => {
    stop = afterOwnTime(ms, () => reject(new Error(`never came to an end: ${what}`)));
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    stop();
  }
}

/** Resolves after `ms`. */
export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
