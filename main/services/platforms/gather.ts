import { standingOf } from '#shared/domain/applications/standing';
import type { WholeApplication } from '#shared/domain/platforms/payload';
import { parseDatabaseName, documentId } from '#shared/schema/ids';
import { sealedSchema } from '#shared/schema/envelope';
import { openValue, sealingAad } from '#shared/schema/sealing';
import type { Application } from '#shared/schema/types/application';
import type { ItemVersion } from '#shared/schema/types/service-item';
import type { GridKeys } from '../grid-keys';
import { WINNER, type WritableDatabase } from '../host-writer';

export interface GatherDeps {
  readonly station: string;
  readonly stationName: () => string;
  readonly hub: { names(): readonly string[]; database(name: string): Pick<WritableDatabase, 'get'> | null };
  readonly keys: Pick<GridKeys, 'named'>;
}

type Applicant = WholeApplication['applicant'];
const NOBODY: Applicant = { name: null, citizenId: null, phone: null };

/** Everything that the station could tell about an application, as it is at this moment; nothing of it is kept. */
export async function gather(
  application: Application,
  version: ItemVersion | null,
  deps: GatherDeps,
): Promise<WholeApplication> {
  const { uid, itemNumber, startedAtMs, steps } = application;
  const standing = standingOf(startedAtMs, steps);
  const applicant =
    application.personUid === null
      ? ((await opened(application.applicant, { uid, field: 'applicant' }, deps)) as Partial<Applicant> | null)
      : await personOf(application.personUid, deps);
  const answers = ((await opened(application.answers, { uid, field: 'answers' }, deps)) ?? {}) as Record<
    string,
    string
  >;
  const labels = new Map(version?.form?.map(({ id, label }) => [id, label]));
  const names = new Map(version?.materials?.map(({ id, name }) => [id, name]));
  return {
    id: uid,
    station: deps.stationName(),
    item: { number: itemNumber, name: version?.name ?? itemNumber, department: version?.department ?? null },
    acceptedAtMs: standing.acceptedAtMs ?? startedAtMs,
    applicant: {
      name: textOf(applicant?.name),
      citizenId: textOf(applicant?.citizenId),
      phone: textOf(applicant?.phone),
    },
    answers: Object.entries(answers).map(([id, text]) => ({ id, label: labels.get(id) ?? id, text })),
    materials: [...standing.materials].map(([id, way]) => ({ name: names.get(id) ?? id, way })),
  };
}

/** Whoever has a file, in whichever grid it lies. */
async function personOf(personUid: string, deps: GatherDeps): Promise<Applicant> {
  for (const name of deps.hub.names()) {
    const database = parseDatabaseName(name);
    if (database?.kind !== 'grid' || database.station !== deps.station) continue;
    const stored = await deps.hub.database(name)?.get(documentId('person', database.scope, personUid), WINNER);
    if (!stored?.found) continue;
    const fields = stored.document as Readonly<Record<string, unknown>>;
    if (fields['uid'] !== personUid || !('name' in fields)) continue;
    const value = async (field: string) => {
      const held = fields[field];
      return typeof held === 'string' ? held : ((await opened(held, { uid: personUid, field }, deps)) as string | null);
    };
    return { name: await value('name'), citizenId: await value('citizenId'), phone: await value('phone') };
  }
  return NOBODY;
}

async function opened(
  held: unknown,
  place: Parameters<typeof sealingAad>[0],
  { keys }: Pick<GatherDeps, 'keys'>,
): Promise<unknown> {
  const sealed = sealedSchema.safeParse(held);
  if (!sealed.success) return null;
  const key = await keys.named(sealed.data.kid);
  const value = key && (await openValue(key, sealed.data, sealingAad(place)));
  return value?.ok ? value.value : null;
}

const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
