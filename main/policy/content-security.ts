/** Content security policies, one source per line with its reason. */

type Policy = Readonly<Record<string, readonly string[]>>;

/** The staff screens: everything from their own origin, nothing from anywhere else. */
const STAFF: Policy = {
  'default-src': ["'self'"],
  // A passphrase becomes a key in WebAssembly, and a site's model looks at photos in it (in a worker, which has this same policy); this
  // allows compiling that and, unlike 'unsafe-eval', no script made of text.
  'script-src': ["'self'", "'wasm-unsafe-eval'"],
  // antd writes its style rules into the page at run time.
  'style-src': ["'self'", "'unsafe-inline'"],
  // Photos are decrypted in the page and shown from memory; small icons are data URLs.
  'img-src': ["'self'", 'data:', 'blob:'],
  // Spoken notes, in the same way.
  'media-src': ["'self'", 'blob:'],
  'font-src': ["'self'", 'data:'],
  'connect-src': ["'self'"],
  'worker-src': ["'self'", 'blob:'],
  'manifest-src': ["'self'"],
  'object-src': ["'none'"],
  'base-uri': ["'none'"],
  'form-action': ["'none'"],
  'frame-src': ["'none'"],
  'frame-ancestors': ["'none'"],
};

/** The shell's boot and error pages: words and their look, no script, no connection. */
const SHELL: Policy = {
  'default-src': ["'none'"],
  'style-src': ["'unsafe-inline'"],
  'base-uri': ["'none'"],
  'form-action': ["'none'"],
  'frame-ancestors': ["'none'"],
};

/** The header's value for the kind of page. */
export function contentSecurityPolicy(page: 'staff' | 'shell'): string {
  const policy = page === 'staff' ? STAFF : SHELL;
  return Object.entries(policy)
    .map(([directive, sources]) => `${directive} ${sources.join(' ')}`)
    .join('; ');
}

/**
 * The headers of an answer with our policy in place of whatever stood there, however it was spelled; two policies would both
 * hold, and the page would break in ways that neither explains.
 */
export function withStaffPolicy(headers: Readonly<Record<string, string[]>>): Record<string, string[]> {
  const kept = Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'content-security-policy');
  return { ...Object.fromEntries(kept), 'Content-Security-Policy': [contentSecurityPolicy('staff')] };
}
