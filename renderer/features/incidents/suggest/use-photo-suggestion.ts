import { useEffect, useRef, useState } from 'react';
import { guessesOf } from '#shared/domain/incidents/classify/image';
import type { PhotoRef } from '#shared/media/photo';
import {
  createPhotoJudge,
  useStation,
  type JudgeTrouble,
  type Judgement,
  type OpenStation,
  type PhotoJudge,
} from '#renderer/data/index';
import type { Result } from '#shared/errors/result';
import { useCategoryRecords } from '../queries';

interface Guess {
  readonly categoryUid: string;
  readonly confidence: number;
}

/** What a photo says of a report. Whatever it is, `guesses` and `model` stand there. */
export type PhotoSuggestion = (
  | { readonly kind: 'nothing' | 'looking' | 'said' | 'other-table' }
  | { readonly kind: 'trouble'; readonly trouble: JudgeTrouble }
) & {
  /** The likeliest first. */
  readonly guesses: readonly Guess[];
  /** For the record. */
  readonly model: string;
};

const silent = { guesses: [], model: '' } as const;
const NOTHING: PhotoSuggestion = { kind: 'nothing', ...silent };
const LOOKING: PhotoSuggestion = { kind: 'looking', ...silent };

/** What the site's model makes of the first photo of a report, looked at once; the model leaves with the form. */
export function usePhotoSuggestion(photos: readonly PhotoRef[]): PhotoSuggestion {
  const station = useStation();
  const categories = useCategoryRecords();
  const photo = photos.find(({ mime }) => mime !== 'application/pdf');
  const judge = useRef<PhotoJudge | null>(null);
  const [answer, setAnswer] = useState<{ readonly of: string; readonly judged: Result<Judgement, JudgeTrouble> }>();
  const media = photo?.media;

  useEffect(
    () => () => {
      judge.current?.end();
      judge.current = null;
    },
    [station],
  );
  useEffect(() => {
    if (!photo) return;
    let isWanted = true;
    judge.current ??= createPhotoJudge(station.photoModel);
    void judgedOf(station, photo, judge.current).then((judged) => {
      if (isWanted) setAnswer({ of: photo.media, judged });
    });
    return () => {
      isWanted = false;
    };
    // A ref is built anew with every change of the draft; the document that it names stays.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [station, media]);

  if (media === undefined) return NOTHING;
  if (answer?.of !== media || !categories) return LOOKING;
  const { judged } = answer;
  if (!judged.ok) return { kind: 'trouble', trouble: judged.error, ...silent };
  const { scores, labels, model } = judged.value;
  const guesses = guessesOf(scores, labels, categories);
  return guesses ? { kind: 'said', guesses, model } : { kind: 'other-table', ...silent };
}

/** The small picture is about as large as what models take, and is there at once. */
async function judgedOf(
  { media }: Pick<OpenStation, 'media'>,
  photo: PhotoRef,
  judge: PhotoJudge,
): Promise<Result<Judgement, JudgeTrouble>> {
  const picture = await media.thumbnail(photo).catch(() => null);
  return picture?.ok ? judge.judge(picture.value) : { ok: false, error: { kind: 'no-picture' } };
}
