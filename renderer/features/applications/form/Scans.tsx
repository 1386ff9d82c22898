import { PhotoPicker } from '../../media/index';
import { SCAN_LIMIT, type KeptApplication } from './draft';
import type { FormSession } from './form-session';
import { ScannedFiles } from './scanned/ScannedFiles';

interface ScansProps {
  readonly draft: KeptApplication;
  readonly session: FormSession;
  /** The material, or the signature, that they show. */
  readonly part: string;
  readonly label: string;
}

/** Scans of one material: camera, file, paste, drop, and what the scanner has just saved. */
export function Scans({ draft, session, part, label }: ScansProps) {
  const ids = draft.scans[part] ?? [];
  return (
    <div role="group" aria-label={label}>
      <PhotoPicker
        photos={draft.photos.filter(({ id }) => ids.includes(id))}
        adding={session.scansOf(part)}
        limit={SCAN_LIMIT}
        onRemove={(photo) => session.removeScan(part, photo)}
      />
      <ScannedFiles adding={session.scansOf(part)} />
    </div>
  );
}
