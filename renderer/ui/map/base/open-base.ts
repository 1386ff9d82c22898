import type { Archive } from './archive-source';
import { extractSource } from './extract-source';
import type { BaseSource, ExtractFeature } from './types';

/** A base map: an archive that is read piece by piece, or an extract that is here as a whole. */
export type BaseFile =
  | { readonly kind: 'archive'; readonly archive: Archive }
  | { readonly kind: 'extract'; readonly features: readonly ExtractFeature[] };

/** Opens a base map. Rejects an archive that is none. */
export async function openBase(file: BaseFile): Promise<BaseSource> {
  switch (file.kind) {
    case 'archive': {
      const { archiveSource } = await import('./archive-source');
      return archiveSource(file.archive);
    }
    case 'extract':
      return extractSource(file.features);
  }
}
