import { z } from 'zod';
import type { Asker } from './ask';
import { TroubleError } from './trouble';

const welcomeSchema = z.object({ couchdb: z.string(), version: z.string().max(40).default('') });

/** Asks the upstream who it is; the version that it names. TroubleErrors for everything that is no CouchDB or does not answer. */
export async function greet(asker: Asker, signal: AbortSignal): Promise<string> {
  const welcome = welcomeSchema.safeParse(await asker.ask({ method: 'GET', path: '/', signal }));
  if (!welcome.success) throw new TroubleError('not-couchdb', 'no welcome');
  return welcome.data.version;
}
