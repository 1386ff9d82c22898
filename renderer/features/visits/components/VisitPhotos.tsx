import { useStation } from '#renderer/data/index';
import { PhotoStrip } from '../../media/index';
import { useStaffNames } from '../../people/index';
import { logPhotoExport } from '../commands';
import type { VisitRecord } from '../queries';

interface VisitPhotosProps {
  readonly visit: VisitRecord;
  /** The addition whose photos they are; without it those of the visit itself. */
  readonly addition?: VisitRecord['additions'][number];
}

/** The photos of a finished visit or of what was added to it, small; nothing where there is none. */
export function VisitPhotos({ visit, addition }: VisitPhotosProps) {
  const station = useStation();
  const nameOf = useStaffNames();
  const added = new Set(visit.additions.flatMap(({ photos }) => photos ?? []));
  return (
    <PhotoStrip
      photos={visit.photos.filter(({ id }) => (addition ? addition.photos?.includes(id) : !added.has(id)))}
      author={nameOf(addition ? addition.written.by : visit.created.by)}
      onExport={() => logPhotoExport(station, visit)}
    />
  );
}
