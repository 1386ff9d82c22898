import { setUpstreamSchema, type SetUpstream, type StationFile, type UpstreamView } from '#shared/ipc/upstream-api';

/** What stands in the form's fields. */
export interface UpstreamEntry {
  readonly on: boolean;
  readonly url: string;
  readonly user: string;
  /** Empty: the one that is kept stays. */
  readonly password: string;
  readonly authority: string;
  /** What a file brought: its password is not shown, and goes to its address as its user alone. */
  readonly file: StationFile | null;
}

type Kept = UpstreamView['set'];

/** The form as it begins. */
export const entryOf = (set: Kept): UpstreamEntry => ({
  on: set?.on ?? true,
  url: set?.url ?? '',
  user: set?.user ?? '',
  password: '',
  authority: set?.authority ?? '',
  file: null,
});

/** The form with what a file says: switched on, and no password to be seen. */
export const withFile = (entry: UpstreamEntry, file: StationFile): UpstreamEntry => ({
  ...entry,
  on: true,
  url: file.url,
  user: file.user,
  password: '',
  file,
});

/** Whether the password that goes out is the file's. */
export const usesFile = ({ url, user, password, file }: UpstreamEntry): boolean =>
  file !== null && password === '' && addressOf(url) === file.url && user.trim() === file.user;

const addressOf = (url: string): string => url.trim().replace(/\/+$/, '');

export type UpstreamField = 'url' | 'user' | 'password' | 'authority';

export type UpstreamReading =
  | { readonly kind: 'right'; readonly wanted: SetUpstream }
  | { readonly kind: 'wrong'; readonly fields: readonly UpstreamField[] };

/** What the form asks for, or the fields that are not right yet. A new address or user needs the password again. */
export function readEntry(entry: UpstreamEntry, set: Kept): UpstreamReading {
  const { on, file } = entry;
  const password = file && usesFile(entry) ? file.password : entry.password;
  const url = addressOf(entry.url);
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
