import { useTranslation } from 'react-i18next';
import type { ModelTrouble } from '#shared/ipc/model-api';
import type { JudgeTrouble } from '#renderer/data/index';
import { Guesses, type GuessesProps } from './Guesses';
import type { PhotoSuggestion } from './use-photo-suggestion';

interface PhotoSaidProps extends Pick<GuessesProps, 'categories' | 'chosen' | 'onChoose'> {
  readonly seen: PhotoSuggestion;
}

/** What the site's model makes of the photo, and how sure it is; where it says nothing, why. Nothing at all before there is a photo. */
export function PhotoSaid({ seen, ...rest }: PhotoSaidProps) {
  const { t } = useTranslation('photoSuggest');
  const troubleText = useTroubleText();
  const words =
    seen.kind === 'trouble'
      ? troubleText(seen.trouble)
      : seen.kind === 'said' && seen.guesses.length === 0
        ? t('unsure')
        : seen.kind === 'nothing' || seen.kind === 'said'
          ? null
          : t(seen.kind);
  return (
    <>
      <Guesses label={t('label')} guesses={seen.guesses} {...rest} />
      <p className="category-photo" role="status">
        {words}
      </p>
    </>
  );
}

function useTroubleText(): (trouble: JudgeTrouble) => string {
  const { t } = useTranslation('photoSuggest');
  return (trouble) => {
    if (trouble.kind !== 'refused') return t(`trouble.${trouble.kind}`);
    const { name, problem, detail } = trouble.trouble;
    return t('trouble.refused', { name, why: t(`problem.${problem satisfies ModelTrouble['problem']}`, { detail }) });
  };
}
