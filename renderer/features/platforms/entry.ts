import { PLATFORM_FIELDS, type PlatformField } from '#shared/domain/platforms/payload';
import { setPlatformSchema, type PlatformsView, type SetPlatform } from '#shared/ipc/platforms-api';

export type PlatformView = PlatformsView['platforms'][number];

/** A platform as somebody types it. */
export interface PlatformEntry {
  readonly title: string;
  readonly name: string;
  readonly url: string;
  /** PEM; empty where a usual authority signed the platform's certificate. */
  readonly authority: string;
  /** One a line. */
  readonly departments: string;
  readonly agreement: string;
  /** `YYYY-MM-DD`. */
  readonly until: string;
  readonly fields: readonly PlatformField[];
  readonly on: boolean;
}

export type PlatformFault = 'title' | 'name' | 'url' | 'authority' | 'departments' | 'agreement';

/** The fields as they begin; null: a new platform, which is given nothing of a person before somebody says so. */
export const entryOf = (platform: PlatformView | null): PlatformEntry => ({
  title: platform?.title ?? '',
  name: platform?.name ?? '',
  url: platform?.url ?? '',
  authority: platform?.authority ?? '',
  departments: platform?.departments.join('\n') ?? '',
  agreement: platform?.agreement?.number ?? '',
  until: platform?.agreement?.until ?? '',
  fields: platform?.fields ?? [],
  on: platform?.on ?? true,
});

export type PlatformReading =
  | { readonly kind: 'right'; readonly wanted: SetPlatform }
  | { readonly kind: 'wrong'; readonly faults: readonly PlatformFault[] };

/** What the fields ask for, or those that are not right yet. */
export function readEntry(
  entry: PlatformEntry,
  before: PlatformView | null,
  taken: readonly string[],
): PlatformReading {
  const [number, until] = [entry.agreement.trim(), entry.until.trim()];
  const [name, authority] = [entry.name.trim(), entry.authority.trim()];
  const parsed = setPlatformSchema.safeParse({
    title: entry.title,
    name,
    url: entry.url.trim().replace(/\/+$/, ''),
    authority: authority === '' ? null : authority,
    departments: [
      ...new Set(
        entry.departments
          .split('\n')
          .map((each) => each.trim())
          .filter(Boolean),
      ),
    ],
    agreement: number === '' && until === '' ? null : { number, until },
    fields: PLATFORM_FIELDS.filter((field) => entry.fields.includes(field)),
    on: entry.on,
    isNew: before === null,
  });
  const faults = new Set(parsed.error?.issues.map(({ path }) => path[0] as PlatformFault));
  if (before === null && taken.includes(name)) faults.add('name');
  return parsed.success && faults.size === 0
    ? { kind: 'right', wanted: parsed.data }
    : { kind: 'wrong', faults: [...faults] };
}
