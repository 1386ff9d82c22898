import { Button } from 'antd';
import { ImageOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ShownPicture } from '../queries';
import { useAbsence } from '../words';

interface PaperStageProps {
  /** The document itself; it is handed out, never shown: the page's policy lets no foreign content run in it. */
  readonly full: ShownPicture;
  /** The picture that stands for it. */
  readonly small: ShownPicture;
  readonly author: string | null;
  readonly alt: string;
  /** Hands it out; null for whoever may not take anything out. */
  readonly onSave: (() => void) | null;
  /** Whether it belongs to something that is still being written. */
  readonly isDraft: boolean;
}

/** A paper in PDF: what stands for it, and the way to read it. */
export function PaperStage({ full, small, author, alt, onSave, isDraft }: PaperStageProps) {
  const { t } = useTranslation('media');
  const absence = useAbsence();
  return (
    <div className="paper-stage">
      {small.kind === 'shown' && <img src={small.url} alt={alt} draggable={false} />}
      {full.kind === 'shown' ? (
        <>
          <p>{t(isDraft ? 'paper.draft' : onSave ? 'paper.text' : 'paper.closed')}</p>
          {!isDraft && onSave && (
            <Button type="primary" onClick={onSave}>
              {t('paper.save')}
            </Button>
          )}
        </>
      ) : (
        <p role="status">
          {full.kind !== 'fetching' && <ImageOff size={28} strokeWidth={1.5} aria-hidden="true" />}
          {absence(full, author)}
        </p>
      )}
    </div>
  );
}
