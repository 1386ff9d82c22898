/** One value of a hub's configuration, on every node. */
export interface Setting {
  readonly section: string;
  readonly key: string;
  readonly value: string;
  /** Met as soon as the value that is there contains this; else only by the value itself. */
  readonly contains?: string;
}

/** A public key that tokens are checked with. */
export interface JwtKey {
  readonly kid: string;
  readonly kind: 'rsa' | 'ec';
  /** The public key in PEM. */
  readonly pem: string;
}

const KIB = 1024;
const MIB = 1024 * KIB;

/**
 * How large things may be. A record has at most 256 KiB, counted by CouchDB in a form of its own that is somewhat larger; a picture at
 * most 8 MiB and its tag; a request as many pictures as a replicator puts into one.
 */
const HUB_LIMITS = { documentBytes: 1 * MIB, attachmentBytes: 16 * MIB, requestBytes: 256 * MIB } as const;

const BASE: readonly Setting[] = [
  // Nobody without a name gets further than the question whether the hub is up, which a load balancer asks.
  { section: 'chttpd', key: 'require_valid_user', value: 'true' },
  { section: 'chttpd', key: 'require_valid_user_except_for_up', value: 'true' },
  // Names of databases tell which stations there are.
  { section: 'chttpd', key: 'admin_only_all_dbs', value: 'true' },
  // Browsers speak to their station's hub, never to this one.
  { section: 'chttpd', key: 'enable_cors', value: 'false' },
  { section: 'couchdb', key: 'default_security', value: 'admin_only' },
  { section: 'couchdb', key: 'max_document_size', value: String(HUB_LIMITS.documentBytes) },
  { section: 'couchdb', key: 'max_attachment_size', value: String(HUB_LIMITS.attachmentBytes) },
  { section: 'chttpd', key: 'max_http_request_size', value: String(HUB_LIMITS.requestBytes) },
];

const JWT_HANDLER = '{chttpd_auth, jwt_authentication_handler}';
const HANDLERS = `${JWT_HANDLER}, {chttpd_auth, cookie_authentication_handler}, {chttpd_auth, default_authentication_handler}`;

/** The configuration of a hub that knows these keys; without keys tokens are neither switched on nor off. */
export function hubSettings(jwtKeys: readonly JwtKey[]): readonly Setting[] {
  if (jwtKeys.length === 0) return BASE;
  return [
    ...BASE,
    { section: 'jwt_auth', key: 'required_claims', value: 'exp' },
    ...jwtKeys.map(({ kid, kind, pem }) => ({
      section: 'jwt_keys',
      key: `${kind}:${kid}`,
      // One line: CouchDB's configuration has no others.
      value: pem.trim().replaceAll('\r', '').replaceAll('\n', '\\n'),
    })),
    { section: 'chttpd', key: 'authentication_handlers', value: HANDLERS, contains: JWT_HANDLER },
  ];
}

/** Whether a node's value is as it should be. */
export const isMet = ({ value, contains }: Setting, actual: string | undefined): boolean =>
  actual !== undefined && (contains === undefined ? actual === value : actual.includes(contains));

/** The same as lines of an ini file, for a hub whose configuration cannot be changed from outside. */
export function iniLines(settings: readonly Setting[]): string {
  const sections = [...new Set(settings.map(({ section }) => section))];
  return sections
    .map((section) => {
      const lines = settings.filter((each) => each.section === section).map(({ key, value }) => `${key} = ${value}`);
      return `[${section}]\n${lines.join('\n')}\n`;
    })
    .join('\n');
}
