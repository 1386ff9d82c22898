import { mkdir, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { CLIP_NAMES } from '#shared/domain/queue/spoken';
import { errorFields } from '../error-fields';
import type { Log } from '../ports';
import type { VoiceClips } from '../voice-port';

export interface VoiceDeps {
  /** Where the site puts its clips; made when it is missing. */
  readonly folder: string;
  readonly log: Log;
}

const MIME: Readonly<Record<string, string>> = {
  wav: 'audio/wav',
  mp3: 'audio/mpeg',
  ogg: 'audio/ogg',
  m4a: 'audio/mp4',
};
/** A word of ten seconds in the plainest WAV. */
const MOST_BYTES = 2 * 1024 * 1024;
const KNOWN: ReadonlySet<string> = new Set(CLIP_NAMES);

/** Opens the folder of clips. It is read anew whenever somebody asks, so that clips are changed without a restart; other files are left alone. */
export async function openVoice({ folder, log }: VoiceDeps): Promise<VoiceClips> {
  await mkdir(folder, { recursive: true });
  const list: VoiceClips['list'] = async () => {
    try {
      return (await readdir(folder)).filter((name) => mimeOf(name) !== null).sort();
    } catch (thrown) {
      log.warn('voice.not-read', errorFields(thrown));
      return [];
    }
  };
  return {
    list,
    read: async (name) => {
      const mime = mimeOf(name);
      if (mime === null || !(await list()).includes(name)) return null;
      try {
        if ((await stat(join(folder, name))).size > MOST_BYTES) return null;
        return { mime, bytes: new Uint8Array(await readFile(join(folder, name))) };
      } catch (thrown) {
        log.warn('voice.not-read', errorFields(thrown));
        return null;
      }
    },
  };
}

/** What a file holds by its name; null for what is no clip. */
function mimeOf(name: string): string | null {
  const [word = '', ending = '', ...more] = name.split('.');
  return more.length === 0 && KNOWN.has(word) ? (MIME[ending] ?? null) : null;
}
