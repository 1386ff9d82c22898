import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { showReceipt } from '#shared/domain/incidents/receipt';
import type { KioskProgress } from '#shared/ipc/kiosk-matter-api';
import { useDates } from '../dates';
import { BigButton } from '../frame/BigButton';
import { Screen } from '../frame/Screen';
import { Scroll } from '../frame/Scroll';
import { useKiosk, useKnown } from '../session/kiosk-context';
import { useItemName } from '../use-item-name';
import { useLabel } from '../use-label';
import { RatePage, type Given } from './RatePage';
import './progress.css';

/** Answer first: where it stands; then what is still to bring, and the steps, the newest first. */
export function MatterPage({ matter }: { readonly matter: KioskProgress }) {
  const { t } = useTranslation('kioskProgress');
  const { back } = useKiosk();
  const { day } = useDates();
  const { catalogue } = useKnown();
  const named = useItemName();
  const label = useLabel();
  const [isRating, setRating] = useState(false);
  /** What was given here, after the page was asked for. */
  const [given, setGiven] = useState<Given | null>(null);
  if (isRating) return <RatePage receipt={matter.receipt} onBack={() => setRating(false)} onRated={setGiven} />;
  const mayRate = matter.mayRate && given === null;
  const rated = given?.grade ?? matter.rated;
  const isApplication = matter.kind === 'application';
  const item = isApplication ? catalogue?.items.find((each) => each.name === matter.item) : undefined;
  const name = isApplication
    ? item
      ? named(item)
      : (matter.item ?? t('no-item'))
    : matter.category
      ? label(matter.category)
      : t('no-category');
  return (
    <Screen
      part={t('part')}
      title={t(isApplication ? `a.${matter.state}` : `i.${matter.state}`)}
      {...(isGood(matter) && { tone: 'done' as const })}
      {...(isCare(matter) && { tone: 'care' as const })}
      sub={name}
      onBack={back}
    >
      <div className="kiosk-matter">
        <Scroll>
          <div className="kiosk-cards">
            <p className="kiosk-facts">
              {t('receipt', { receipt: showReceipt(matter.receipt) })}
              {matter.dueAtMs !== null && <b>{t('due', { date: day(matter.dueAtMs) })}</b>}
              {isApplication && matter.isPaused && <b>{t('paused')}</b>}
              {rated !== null && <span>{t('rated', { grade: t(`grade.${rated}`) })}</span>}
            </p>
            {isApplication && matter.toBring.length > 0 && <ToBring matter={matter} />}
            {!isApplication && matter.told !== null && (
              <section className="kiosk-steps">
                <h2>{t('told.title')}</h2>
                <p>{matter.told}</p>
              </section>
            )}
            <Steps matter={matter} />
          </div>
        </Scroll>
        {mayRate && (
          <BigButton look="main" icon="heart" onPress={() => setRating(true)}>
            {t('rate')}
          </BigButton>
        )}
      </div>
    </Screen>
  );
}

function ToBring({ matter }: { readonly matter: Extract<KioskProgress, { readonly kind: 'application' }> }) {
  const { t } = useTranslation('kioskProgress');
  const { day } = useDates();
  return (
    <section className="kiosk-steps is-care">
      <h2>{t('bring')}</h2>
      <ul>
        {matter.toBring.map(({ name, untilMs }) => (
          <li key={name}>
            {name}
            {untilMs !== null && <small>{t('bring.by', { date: day(untilMs) })}</small>}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Steps({ matter }: { readonly matter: KioskProgress }) {
  const { t } = useTranslation('kioskProgress');
  const { day, moment } = useDates();
  const label = useLabel();
  const told =
    matter.kind === 'application'
      ? matter.steps.map(({ kind, atMs, untilMs }) => ({ kind, atMs, untilMs, unit: null, reason: null }))
      : matter.steps;
  if (told.length === 0) return null;
  return (
    <section className="kiosk-steps is-told">
      <h2>{t('steps')}</h2>
      <ol>
        {told.toReversed().map(({ kind, atMs, untilMs, unit, reason }) => (
          <li key={`${kind} ${atMs}`}>
            {t(`step.${kind}`, { unit: unit ? label(unit) : t('unit.unknown') })}
            {reason !== null && ` · ${t(`reason.${reason}`)}`}
            {untilMs !== null && ` · ${t('bring.by', { date: day(untilMs) })}`}
            <small>{moment(atMs)}</small>
          </li>
        ))}
      </ol>
    </section>
  );
}

const isGood = ({ state }: KioskProgress): boolean =>
  state === 'decided' || state === 'delivered' || state === 'closed';
const isCare = ({ state }: KioskProgress): boolean =>
  state === 'lacking' || state === 'returned' || state === 'rejected';
