import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { QuietHours } from '#shared/domain/messages/quiet-hours';
import { useStation } from '#renderer/data/index';
import { Card, Choice, ErrorNotice, Field, Pill, PrivateForm } from '#renderer/ui/index';
import { exampleOf, FIRST_SPAN, spanProblem, WAITING, type HoursEntry, type Waiting } from './entry';

interface QuietHoursCardProps {
  readonly channel: string;
  readonly hours: QuietHours;
  readonly onChanged: () => void;
}

/** When one way to people keeps quiet, with an example of what that means and what comes through all the same. */
export function QuietHoursCard({ channel, hours, onChanged }: QuietHoursCardProps) {
  const { t } = useTranslation('connectors');
  const { admin } = useStation();
  const [edited, setEdited] = useState<HoursEntry | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const [isSaved, setIsSaved] = useState(false);
  const [failure, setFailure] = useState<{ readonly error: unknown } | null>(null);
  const entry = edited ?? hours;
  const title = channel === 'app' || channel === 'sms' ? t(`quiet.${channel}`) : t('quiet.other', { channel });
  const change = (part: Partial<HoursEntry>) => {
    setEdited({ ...entry, ...part });
    setIsSaved(false);
  };
  const save = async (form: HTMLFormElement) => {
    setFailure(null);
    if (WAITING.some((urgency) => spanProblem(entry[urgency]) !== null)) {
      form.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
      return;
    }
    setIsBusy(true);
    try {
      await admin.messages.set({ quietHours: { channel, hours: { low: entry.low, normal: entry.normal } } });
      setEdited(null);
      setIsSaved(true);
      onChanged();
    } catch (error) {
      setFailure({ error });
    } finally {
      setIsBusy(false);
    }
  };
  return (
    <Card title={title}>
      <PrivateForm className="quiet-form" aria-label={title} onSubmit={(event) => void save(event.currentTarget)}>
        {WAITING.map((urgency) => (
          <Span
            key={urgency}
            urgency={urgency}
            span={entry[urgency]}
            onChange={(span) => change({ [urgency]: span })}
          />
        ))}
        <p className="quiet-through">{t('quiet.through')}</p>
        {failure && <ErrorNotice error={failure.error} />}
        <div className="form-actions">
          <span role="status">{isSaved && <Pill shape="done">{t('saved')}</Pill>}</span>
          <Button type="primary" htmlType="submit" loading={isBusy}>
            {t('quiet.save')}
          </Button>
        </div>
      </PrivateForm>
    </Card>
  );
}

interface SpanProps {
  readonly urgency: Waiting;
  readonly span: HoursEntry[Waiting];
  readonly onChange: (span: HoursEntry[Waiting]) => void;
}

function Span({ urgency, span, onChange }: SpanProps) {
  const { t } = useTranslation('connectors');
  const problem = spanProblem(span);
  const example = span && problem === null ? exampleOf(urgency, span) : null;
  return (
    <fieldset className="quiet-span">
      <legend>
        <b>{t(`urgency.${urgency}`)}</b>
        <span>{t(`urgency.${urgency}.text`)}</span>
      </legend>
      <Choice
        label={t(`urgency.${urgency}`)}
        options={[
          { value: 'yes', label: t('quiet.on') },
          { value: 'no', label: t('quiet.off') },
        ]}
        value={span ? 'yes' : 'no'}
        onChange={(value) => onChange(value === 'yes' ? (span ?? FIRST_SPAN) : null)}
      />
      {span && (
        <div className="quiet-clocks">
          {(['from', 'until'] as const).map((end) => (
            <Field
              key={end}
              label={t(`quiet.${end}`)}
              error={end === 'until' && problem !== null ? t(`quiet.${problem}`) : null}
            >
              {(ties) => (
                <Input
                  {...ties}
                  type="time"
                  value={span[end]}
                  onChange={(event) => onChange({ ...span, [end]: event.target.value })}
                />
              )}
            </Field>
          ))}
        </div>
      )}
      <p className="quiet-example">
        {example
          ? t(example.isNextDay ? 'quiet.example.next' : 'quiet.example', { comes: example.comes, told: example.told })
          : span === null && t('quiet.example.none')}
      </p>
    </fieldset>
  );
}
