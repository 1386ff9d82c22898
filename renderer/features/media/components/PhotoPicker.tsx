import { Camera, ImagePlus, X } from 'lucide-react';
import { useRef, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { toAppError } from '#shared/errors/app-error';
import type { PhotoRef } from '#shared/media/photo';
import { StatusShape, useExplanation, useMedia } from '#renderer/ui/index';
import { TooManyPhotos, type PhotoAdding, type RefusedFile } from '../adding';
import { useIncomingFiles, type Taking } from '../incoming';
import { PhotoStrip } from './PhotoStrip';

interface PhotoPickerProps {
  readonly photos: readonly PhotoRef[];
  readonly adding: PhotoAdding;
  /** As many photos fit in here. */
  readonly limit: number;
  readonly onRemove: (photo: PhotoRef) => Promise<void>;
  /** Where pasted and dropped files are taken; anywhere when absent. */
  readonly takes?: Taking;
}

/** Photos of a form: those that are kept, those on their way, and the ways to add more: camera, file, paste, drop. */
export function PhotoPicker({ photos, adding, limit, onRemove, takes = 'page' }: PhotoPickerProps) {
  const { t } = useTranslation('media');
  const state = useSyncExternalStore(adding.subscribe, adding.state);
  const picker = useRef<HTMLDivElement>(null);
  const isOver = useIncomingFiles(adding.add, takes, picker);
  // At a desk with a mouse, "take a photo" would open the same window as "choose".
  const hasCamera = useMedia('(pointer: coarse), (max-width: 899.98px)');
  return (
    <div ref={picker} className={`photo-picker${isOver ? ' is-over' : ''}`}>
      <PhotoStrip photos={photos} author={null} onRemove={onRemove}>
        {state.adding.map(({ key, name, step }) => (
          <li key={key} className="photo-tile is-adding">
            <StatusShape shape={step === 'waiting' ? 'idle' : 'progress'} size={20} />
            <b title={name}>{name}</b>
            <span>{t(`adding.${step}`)}</span>
          </li>
        ))}
        <li className="photo-add">
          {hasCamera && <AddButton kind="take" onFiles={adding.add} />}
          <AddButton kind="choose" hint={!hasCamera} onFiles={adding.add} />
        </li>
      </PhotoStrip>
      {isOver && <p className="photo-drop">{t('add.drop')}</p>}
      <p className="visually-hidden" role="status">
        {state.adding.length > 0 && t('adding.status', { count: state.adding.length })}
      </p>
      <RefusedFiles refused={state.refused} limit={limit} onDismiss={adding.dismiss} />
    </div>
  );
}

interface AddButtonProps {
  readonly kind: 'take' | 'choose';
  /** Says that there are more ways. */
  readonly hint?: boolean;
  readonly onFiles: (files: readonly File[]) => void;
}

function AddButton({ kind, hint = false, onFiles }: AddButtonProps) {
  const { t } = useTranslation('media');
  const input = useRef<HTMLInputElement>(null);
  const Icon = kind === 'take' ? Camera : ImagePlus;
  return (
    <>
      <button type="button" onClick={() => input.current?.click()}>
        <Icon size={kind === 'take' ? 26 : 22} strokeWidth={1.5} aria-hidden="true" />
        <span>{t(`add.${kind}`)}</span>
        {hint && <small>{t('add.hint')}</small>}
      </button>
      <input
        ref={input}
        type="file"
        hidden
        {...(kind === 'take'
          ? { accept: 'image/*', capture: 'environment' as const }
          : { accept: 'image/*,.heic,.heif,application/pdf,.pdf', multiple: true })}
        onChange={({ currentTarget }) => {
          onFiles([...(currentTarget.files ?? [])]);
          // The same file again is a change, too.
          currentTarget.value = '';
        }}
      />
    </>
  );
}

interface RefusedFilesProps {
  readonly refused: readonly RefusedFile[];
  readonly limit: number;
  readonly onDismiss: (key: number) => void;
}

/** Files that were not added: which, why, and what to do. */
function RefusedFiles({ refused, limit, onDismiss }: RefusedFilesProps) {
  const { t } = useTranslation('media');
  const explain = useExplanation();
  if (refused.length === 0) return null;
  return (
    <div className="photo-refused" role="alert">
      <b>{t('bad.label', { count: refused.length })}</b>
      <ul>
        {refused.map(({ key, name, error }) => (
          <li key={key}>
            <StatusShape shape="alert" />
            <div>
              <b>{name}</b>
              <p>
                {error instanceof TooManyPhotos
                  ? `${t('bad.too-many')}。${t('bad.too-many.text', { limit })}`
                  : explain(toAppError(error).code)}
              </p>
            </div>
            <button
              type="button"
              className="icon-button"
              aria-label={t('bad.dismiss', { name })}
              onClick={() => onDismiss(key)}
            >
              <X size={16} aria-hidden="true" />
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
