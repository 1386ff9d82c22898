import { useStation } from '#renderer/data/index';
import { PhotoStrip } from '../../media/index';
import { useStaffNames } from '../../people/index';
import { logPhotoExport } from '../commands';
import type { VisitRecord } from '../queries';

interface VisitPhotosProps {
  readonly visit: VisitRecord;
}

/** The photos of a finished visit, small; nothing where there is none. */
export function VisitPhotos({ visit }: VisitPhotosProps) {
  const station = useStation();
  const nameOf = useStaffNames();
  return (
    <PhotoStrip
      photos={visit.photos}
      author={nameOf(visit.created.by)}
      onExport={() => logPhotoExport(station, visit)}
    />
  );
}
