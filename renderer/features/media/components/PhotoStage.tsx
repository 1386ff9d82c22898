import { ImageOff } from 'lucide-react';
import type { RefObject } from 'react';
import type { ShownPicture } from '../queries';
import type { ViewControl } from '../use-view';
import { useAbsence } from '../words';

interface PhotoStageProps {
  readonly frameRef: RefObject<HTMLDivElement | null>;
  readonly control: ViewControl;
  readonly full: ShownPicture;
  /** Shown until the whole picture is there. */
  readonly small: ShownPicture;
  readonly author: string | null;
  readonly alt: string;
}

/** The picture in its frame; what is not there yet is said in words, over the small picture where there is one. */
export function PhotoStage({ frameRef, control, full, small, author, alt }: PhotoStageProps) {
  const absence = useAbsence();
  const { view, drawn, gestures } = control;
  const shown = full.kind === 'shown' ? full : small;
  const style = {
    width: drawn.width,
    height: drawn.height,
    transform: `translate(-50%, -50%) translate(${view.x}px, ${view.y}px) rotate(${view.turns * 90}deg) scale(${view.zoom})`,
  };
  return (
    <div ref={frameRef} className={`photo-stage${view.zoom > 1 ? ' is-close' : ''}`} {...gestures}>
      {shown.kind === 'shown' && <img src={shown.url} alt={alt} style={style} draggable={false} />}
      {full.kind !== 'shown' && (
        <p className={shown.kind === 'shown' ? 'is-over-picture' : undefined} role="status">
          {full.kind !== 'fetching' && <ImageOff size={28} strokeWidth={1.5} aria-hidden="true" />}
          {absence(full, author)}
        </p>
      )}
    </div>
  );
}
