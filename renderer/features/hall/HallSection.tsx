import { Button } from 'antd';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Hall } from '#shared/domain/queue/hall';
import { toAppError } from '#shared/errors/app-error';
import { useStation } from '#renderer/data/index';
import { ErrorNotice, Loading, Pill, PrivateForm, useWords } from '#renderer/ui/index';
import { loadBookingSettings } from '../bookings/index';
import { loadTerminalsCard } from '../counter/index';
import { EffectCard } from './EffectCard';
import { entryOf, entryProblem, hallIn, type HallEntry } from './entry';
import { hallParts } from './hall-parts';
import { LeaveCodeCard } from './LeaveCodeCard';
import { LinesCard } from './LinesCard';
import { RulesCard } from './RulesCard';
import { WindowsCard } from './WindowsCard';
import './hall.css';

const TerminalsCard = lazy(loadTerminalsCard);
const BookingSettings = lazy(loadBookingSettings);

/** Lines, windows, rules and hours of the hall, what a change comes to, and the screens that stand in it. */
export function HallSection() {
  useWords(hallParts);
  const { t } = useTranslation('hall');
  const { queue } = useStation();
  const [hall, setHall] = useState<Hall | null>(null);
  useEffect(
    () =>
      queue.watch(
        ({ hall: heard }) => setHall((before) => (JSON.stringify(before) === JSON.stringify(heard) ? before : heard)),
        () => undefined,
      ),
    [queue],
  );
  return (
    <div className="hall-section">
      {hall ? <HallForm hall={hall} /> : <Loading label={t('loading')} lines={8} />}
      <Suspense fallback={<Loading label={t('loading')} />}>
        <TerminalsCard counters={hall?.counters ?? []} />
      </Suspense>
      <LeaveCodeCard />
      <Suspense fallback={<Loading label={t('loading')} />}>
        <BookingSettings />
      </Suspense>
    </div>
  );
}

type Outcome = { readonly kind: 'none' | 'saved' | 'in-use' } | { readonly kind: 'failed'; readonly error: unknown };

function HallForm({ hall }: { readonly hall: Hall }) {
  const { t } = useTranslation('hall');
  const { queue } = useStation();
  const [draft, setDraft] = useState<HallEntry | null>(null);
  const [hasTried, setTried] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<Outcome>({ kind: 'none' });
  const entry = draft ?? entryOf(hall);
  const found = entryProblem(entry);
  const problem = hasTried ? found : null;
  const after = found ? null : hallIn(entry);
  const change = (part: Partial<HallEntry>) => {
    setOutcome({ kind: 'none' });
    setDraft({ ...entry, ...part });
  };
  const save = async () => {
    setTried(true);
    if (!after) return;
    setBusy(true);
    try {
      await queue.setHall(after);
      setDraft(null);
      setTried(false);
      setOutcome({ kind: 'saved' });
    } catch (error) {
      // Everything else that a host refuses was looked at here.
      const isInUse = toAppError(error).code === 'request.malformed';
      setOutcome(isInUse ? { kind: 'in-use' } : { kind: 'failed', error });
    } finally {
      setBusy(false);
    }
  };
  const undo = () => {
    setDraft(null);
    setTried(false);
    setOutcome({ kind: 'none' });
  };
  return (
    <PrivateForm className="hall-form" aria-label={t('title')} onSubmit={() => void save()}>
      <LinesCard entry={entry} problem={problem} onChange={change} />
      <WindowsCard entry={entry} problem={problem} onChange={change} />
      <RulesCard entry={entry} problem={problem} onChange={change} />
      <EffectCard before={hall} after={after} />
      <div className="hall-save">
        {problem && (
          <p role="alert">
            <Pill shape="due">{t(`problem.${problem.kind}`, { at: problem.at })}</Pill>
          </p>
        )}
        {outcome.kind === 'in-use' && (
          <p role="alert">
            <Pill shape="due">{t('in-use')}</Pill>
          </p>
        )}
        {outcome.kind === 'saved' && (
          <p role="status">
            <Pill shape="done">{t('saved')}</Pill>
          </p>
        )}
        {outcome.kind === 'failed' && <ErrorNotice error={outcome.error} onRemedy={() => void save()} />}
        <div className="form-actions">
          <Button disabled={!draft} onClick={undo}>
            {t('undo')}
          </Button>
          <Button type="primary" htmlType="submit" disabled={!draft} loading={isBusy}>
            {t('save')}
          </Button>
        </div>
      </div>
    </PrivateForm>
  );
}
