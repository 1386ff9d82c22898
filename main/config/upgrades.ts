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
  // Version 4 hears devices at home.
  (document) => ({
    ...document,
    version: 4,
    ports: { ...(document['ports'] as object), mqtt: 8441, mqtts: 8442 },
    readingDays: 90,
  }),
  // Version 5 has doors for the hall's kiosks and boards.
  (document) => ({
    ...document,
    version: 5,
    ports: { ...(document['ports'] as object), kiosk: 8444, board: 8445 },
  }),
] as const satisfies readonly Upgrade[];

/** The document after every upgrade it has not had, or `newer` when a later release wrote it. */
export function upgradeDocument(
  document: VersionedDocument,
  upgrades: readonly Upgrade[],
): Result<VersionedDocument, 'newer'> {
  if (document.version > upgrades.length + 1) return err('newer');
  return ok(upgrades.slice(document.version - 1).reduce((lifted, upgrade) => upgrade(lifted), document));
}
