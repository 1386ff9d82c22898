import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isPoor } from '#shared/domain/applications/ratings';
import { SATISFACTIONS, type Satisfaction } from '#shared/schema/types/incident-rating';
import { useStation, useUnsealed } from '#renderer/data/index';
import { Choice, ErrorNotice, Field, momentText, Pill, PrivateForm, useLanguage, useWords } from '#renderer/ui/index';
import { useToday } from '../../people/index';
import { applicationParts } from '../application-parts';
import { rateService, type RatedService } from '../commands';
import { useDeskCalendar, useRatings, type RatingRecord } from '../queries';
import '../applications.css';

/** Five grades at the counter's side, one per service: asked for until it is given, then shown. */
export function AskRating({ service }: { readonly service: RatedService }) {
  useWords(applicationParts);
  const { t } = useTranslation('applications');
  const station = useStation();
  const calendar = useDeskCalendar();
  const rating = useRatings()?.find(({ _id }) => _id.endsWith(`~${service.key}`));
  const [satisfaction, setSatisfaction] = useState<Satisfaction | null>(null);
  const [comment, setComment] = useState('');
  const [failure, setFailure] = useState<{ readonly error: unknown } | null>(null);
  if (rating) return <Rated rating={rating} />;
  const send = async () => {
    if (satisfaction === null || !calendar) return;
    setFailure(null);
    try {
      await rateService(station, service, { satisfaction, comment }, calendar);
    } catch (error) {
      setFailure({ error });
    }
  };
  return (
    <PrivateForm className="application-part ask-rating" aria-label={t('rate')} onSubmit={() => void send()}>
      <h3>{t('rate')}</h3>
      <Choice
        label={t('rate')}
        options={SATISFACTIONS.map((value) => ({ value, label: t(`grade.${value}`) }))}
        value={satisfaction}
        onChange={setSatisfaction}
      />
      {satisfaction !== null && (
        <>
          <Field label={t('rate.comment')} hint={isPoor(satisfaction) ? t('rate.poor') : undefined}>
            {(ties) => (
              <Input.TextArea
                {...ties}
                maxLength={500}
                autoSize={{ minRows: 2, maxRows: 4 }}
                value={comment}
                onChange={({ target }) => setComment(target.value)}
              />
            )}
          </Field>
          <Button type="primary" htmlType="submit">
            {t('rate.send')}
          </Button>
        </>
      )}
      {failure && <ErrorNotice error={failure.error} onRemedy={() => void send()} />}
    </PrivateForm>
  );
}

function Rated({ rating }: { readonly rating: RatingRecord }) {
  const { t } = useTranslation('applications');
  const language = useLanguage();
  const today = useToday();
  const comment = useUnsealed<string>(rating.comment, { uid: rating.uid, field: 'comment' });
  return (
    <section className="application-part">
      <h3>{t('rated')}</h3>
      <p>
        <Pill shape={isPoor(rating.satisfaction) ? 'due' : 'done'}>{t(`grade.${rating.satisfaction}`)}</Pill>{' '}
        <small>{momentText(rating.ratedAtMs, today, language)}</small>
      </p>
      {comment && <p className="application-words">{comment}</p>}
    </section>
  );
}
