import { setUpstreamSchema, type SetUpstream, type UpstreamView } from '#shared/ipc/upstream-api';

/** What stands in the form's fields. */
export interface UpstreamEntry {
  readonly on: boolean;
  readonly url: string;
  readonly user: string;
  /** Empty: the one that is kept stays. */
  readonly password: string;
  readonly authority: string;
}

type Kept = UpstreamView['set'];

/** The form as it begins. */
export const entryOf = (set: Kept): UpstreamEntry => ({
  on: set?.on ?? true,
  url: set?.url ?? '',
  user: set?.user ?? '',
  password: '',
  authority: set?.authority ?? '',
});

export type UpstreamField = 'url' | 'user' | 'password' | 'authority';

export type UpstreamReading =
  | { readonly kind: 'right'; readonly wanted: SetUpstream }
  | { readonly kind: 'wrong'; readonly fields: readonly UpstreamField[] };

/** What the form asks for, or the fields that are not right yet. A new address or user needs the password again. */
export function readEntry(entry: UpstreamEntry, set: Kept): UpstreamReading {
  const { on, password } = entry;
  const url = entry.url.trim().replace(/\/+$/, '');
  const user = entry.user.trim();
  const authority = entry.authority.trim();
  const wanted = {
    on,
    url,
    user,
    ...(password !== '' && { password }),
    authority: authority === '' ? null : authority,
  };
  const parsed = setUpstreamSchema.safeParse(wanted);
  const isKept = set !== null && set.url === url && set.user === user;
  const wrong = new Set(parsed.error?.issues.map(({ path }) => path[0] as UpstreamField));
  if (password === '' && !isKept) wrong.add('password');
  return parsed.success && wrong.size === 0
    ? { kind: 'right', wanted: parsed.data }
    : { kind: 'wrong', fields: [...wrong] };
}
