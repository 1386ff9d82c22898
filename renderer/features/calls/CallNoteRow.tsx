import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { StatusShape } from '#renderer/ui/index';
import type { CallNote } from './desk-call';

/** A plain end is read in that time; what somebody has to do about their microphone stays. */
const SHOWN_MS = 8000;

/** What became of a call, beside where it was. */
export function CallNoteRow({ note, onClose }: { readonly note: CallNote; readonly onClose: () => void }) {
  const { t } = useTranslation('calls');
  const close = useRef(onClose);
  useEffect(() => {
    close.current = onClose;
  });
  const stays = note.kind === 'microphone';
  useEffect(() => {
    if (stays) return;
    const timer = setTimeout(() => close.current(), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [note, stays]);
  return (
    <div className="call-bar is-note">
      <StatusShape shape={stays ? 'alert' : 'note'} size={16} />
      <span className="call-words" role="status">
        {note.kind === 'microphone'
          ? t(`microphone.${note.trouble}`)
          : note.kind === 'refused'
            ? t(`refused.${note.why}`)
            : t(`note.${note.kind}`)}
      </span>
      <Button size="small" onClick={onClose}>
        {t('note.close')}
      </Button>
    </div>
  );
}
