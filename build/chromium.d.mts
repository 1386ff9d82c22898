/** Path of a Chromium, or null where there is none; throws when `CHROME_PATH` names no program. */
export function findChromium(options?: {
  readonly env?: NodeJS.ProcessEnv;
  readonly log?: (line: string) => void;
}): Promise<string | null>;
