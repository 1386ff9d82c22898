import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClaimSource, PhotoClaim, PhotoPlace, PhotoRef } from '#shared/media/photo';
import { useStation, type CheckedClaim } from '#renderer/data/index';
import { momentText, Pill, useExplanation, useLanguage, type Shape } from '#renderer/ui/index';
import { useStaffNames, useToday } from '../../people/index';
import { usePhotoStatus, type ShownPicture } from '../queries';
import { useStateWord } from '../words';

interface PhotoFactsProps {
  readonly photo: PhotoRef;
  readonly picture: ShownPicture;
  /** Who wrote what the photo belongs to; the claim's own word comes before it. */
  readonly author: string | null;
  /** What is known of its claim; null where that cannot be said, undefined while it is looked into. */
  readonly checked: CheckedClaim | null | undefined;
}

/** When and where a photo was taken and by whom it was added, who says so, and whether that still holds. */
export function PhotoFacts({ photo, picture, author, checked }: PhotoFactsProps) {
  const { t } = useTranslation('media');
  const language = useLanguage();
  const today = useToday();
  const nameOf = useStaffNames();
  const claim = checked?.claim ?? null;
  const moment = (ms: number) => momentText(ms, today, language);
  const source = (fact: 'taken' | 'place', from: ClaimSource) => (from === 'none' ? null : t(`${fact}.${from}`));
  const unknown = t(checked === undefined ? 'verdict.checking' : 'fact.unknown');
  return (
    <aside className="photo-facts">
      <dl>
        <Verdict checked={checked} />
        {claim?.document && <Paper document={claim.document} bytes={photo.bytes} />}
        <Fact name={t('fact.taken')} note={claim && source('taken', claim.takenAtSource)}>
          {claim ? (claim.takenAtMs === null ? t('fact.none') : moment(claim.takenAtMs)) : unknown}
        </Fact>
        <Fact name={t('fact.place')} note={claim && source('place', claim.placeSource)}>
          {claim ? <PlaceWords place={claim.place} /> : unknown}
        </Fact>
        <Fact name={t('fact.author')}>{(claim && nameOf(claim.authorUid)) ?? author ?? unknown}</Fact>
        <Fact name={t('fact.added')}>{moment(photo.addedAtMs)}</Fact>
        <Where photo={photo} picture={picture} />
      </dl>
      <p className="photo-hint">{t('viewer.hint')}</p>
    </aside>
  );
}

interface PaperProps {
  readonly document: NonNullable<PhotoClaim['document']>;
  readonly bytes: number;
}

/** What a PDF is called, how many pages it says it has, how large it is. */
function Paper({ document: { name, pages }, bytes }: PaperProps) {
  const { t } = useTranslation('media');
  const size = t('paper.size', { count: Math.max(1, Math.round(bytes / 1024)) });
  return (
    <Fact name={t('fact.document')} note={pages === null ? size : t('paper.pages', { count: pages, size })}>
      {name}
    </Fact>
  );
}

interface FactProps {
  readonly name: string;
  readonly note?: string | null;
  readonly children: ReactNode;
}

function Fact({ name, note, children }: FactProps) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {children}
        {note && <small>{note}</small>}
      </dd>
    </div>
  );
}

function PlaceWords({ place }: { readonly place: PhotoPlace | null }) {
  const { t } = useTranslation('media');
  if (!place) return t('fact.none');
  const { latitude, longitude, accuracyM } = place;
  return (
    <>
      {latitude.toFixed(5)}, {longitude.toFixed(5)}
      {accuracyM !== null && <small>{t('place.accuracy', { count: Math.ceil(accuracyM) })}</small>}
    </>
  );
}

const VERDICT_SHAPES: Readonly<Record<CheckedClaim['verdict'], Shape>> = {
  intact: 'done',
  'altered-image': 'alert',
  'altered-claim': 'alert',
  'unknown-device': 'due',
};

/** Whether picture, time and place are still those that the device signed. */
function Verdict({ checked }: { readonly checked: CheckedClaim | null | undefined }) {
  const { t } = useTranslation('media');
  const id = useId();
  return (
    <Fact name={t('fact.checked')}>
      {checked ? (
        <div className={`photo-verdict is-${checked.verdict}`} role="status" aria-describedby={id}>
          <Pill shape={VERDICT_SHAPES[checked.verdict]}>{t(`verdict.${checked.verdict}`)}</Pill>
          <p id={id}>{t(`verdict.${checked.verdict}.text`)}</p>
        </div>
      ) : (
        <Pill shape={checked === undefined ? 'progress' : 'offline'}>
          {t(checked === undefined ? 'verdict.checking' : 'verdict.not')}
        </Pill>
      )}
    </Fact>
  );
}

/** How far the photo has got, and what to do about one that came back. */
function Where({ photo, picture }: Pick<PhotoFactsProps, 'photo' | 'picture'>) {
  const { t } = useTranslation('media');
  const { media } = useStation();
  const explain = useExplanation();
  const status = usePhotoStatus(photo);
  const { shape, word } = useStateWord()(status, picture);
  return (
    <Fact name={t('fact.state')}>
      <Pill shape={shape}>{word}</Pill>
      {status?.kind === 'refused' && (
        <>
          <p>{t('refused.text', { reason: explain(status.code) })}</p>
          <button type="button" className="link-button" onClick={media.retry}>
            {t('refused.retry')}
          </button>
        </>
      )}
    </Fact>
  );
}
