import { err, ok, type Result } from '#shared/errors/result';

/** A settings document of some version; only its version is known. */
export type VersionedDocument = Readonly<Record<string, unknown>> & { readonly version: number };

/** Lifts a document by one version; pure, and total over what the older version's schema let through. */
export type Upgrade = (document: VersionedDocument) => VersionedDocument;

/** `UPGRADES[n]` lifts version n + 1 to n + 2; today's version is one more than their number. */
export const UPGRADES = [
  // Version 2 has a door for residents.
  (document) => ({
    ...document,
    version: 2,
    ports: { ...(document['ports'] as object), residents: 8446 },
    proxies: [],
  }),
  // Version 3 says where residents come in, if not by the station's own name.
  (document) => ({ ...document, version: 3, residentsOrigin: null }),
] as const satisfies readonly Upgrade[];

/** The document after every upgrade it has not had, or `newer` when a later release wrote it. */
export function upgradeDocument(
  document: VersionedDocument,
  upgrades: readonly Upgrade[],
): Result<VersionedDocument, 'newer'> {
  if (document.version > upgrades.length + 1) return err('newer');
  return ok(upgrades.slice(document.version - 1).reduce((lifted, upgrade) => upgrade(lifted), document));
}
