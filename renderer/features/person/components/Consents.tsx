import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { consentState, latestFirst, type ConsentState } from '#shared/domain/people/consent-state';
import { CONSENT_PURPOSES, type ConsentPurpose } from '#shared/schema/types/consent';
import { useUnsealed } from '#renderer/data/index';
import { Card, dayText, Pill, useLanguage, type Shape } from '#renderer/ui/index';
import { gridNumberOf, useMayWrite, useStaffNames } from '../../people/index';
import { useRound } from '../../visits/index';
import type { ConsentRecord } from '../commands/consents';
import { ConsentForm } from './ConsentForm';
import type { PartProps } from './PersonFile';
import './papers.css';

const SHAPES: Readonly<Record<ConsentState<unknown>['kind'], Shape>> = {
  'never-asked': 'idle',
  given: 'done',
  expired: 'due',
  withdrawn: 'paused',
  refused: 'paused',
};

/** What somebody agreed to, purpose by purpose: how it stands, what was said before, and a way to write down a statement. */
export function Consents({ person, dossier }: PartProps) {
  const { t } = useTranslation('person');
  const mayWrite = useMayWrite()('create', 'consent', gridNumberOf(person._id));
  const [asked, setAsked] = useState<ConsentPurpose | null>(null);
  const [opened, setOpened] = useState<ConsentPurpose | null>(null);
  return (
    <Card title={t('consents.title')}>
      <ul className="lines">
        {CONSENT_PURPOSES.map((purpose) => {
          const own = latestFirst(dossier.consents.filter((each) => each.purpose === purpose));
          return (
            <li key={purpose} className="consent-line">
              <div className="consent-head">
                <b>{t(`consent.${purpose}`)}</b>
                <State purpose={purpose} statements={dossier.consents} />
                <span className="line-actions">
                  {own.length > 0 && (
                    <button
                      type="button"
                      className="link-button"
                      aria-expanded={opened === purpose}
                      onClick={() => setOpened(opened === purpose ? null : purpose)}
                    >
                      {t('consent.history', { count: own.length })}
                    </button>
                  )}
                  {mayWrite && asked !== purpose && (
                    <button
                      type="button"
                      className="link-button"
                      aria-label={t('consent.record.named', { purpose: t(`consent.${purpose}`) })}
                      onClick={() => setAsked(purpose)}
                    >
                      {t('consent.record')}
                    </button>
                  )}
                </span>
              </div>
              {asked === purpose && <ConsentForm person={person} purpose={purpose} onClose={() => setAsked(null)} />}
              {opened === purpose && (
                <ol className="consent-history">
                  {own.map((statement) => (
                    <Statement key={statement.uid} statement={statement} />
                  ))}
                </ol>
              )}
            </li>
          );
        })}
      </ul>
    </Card>
  );
}

interface StateProps {
  readonly purpose: ConsentPurpose;
  readonly statements: readonly ConsentRecord[];
}

function State({ purpose, statements }: StateProps) {
  const { t } = useTranslation('person');
  const language = useLanguage();
  const { today } = useRound();
  const state = consentState(purpose, statements, today);
  const day = (date: string) => dayText(date, today, language);
  const words = () => {
    switch (state.kind) {
      case 'never-asked':
        return t('consent.state.never-asked');
      case 'given':
        return state.until === null ? t('consent.state.given') : t('consent.state.until', { day: day(state.until) });
      case 'expired':
        return t('consent.state.expired', { day: day(state.on) });
      case 'withdrawn':
        return t('consent.state.withdrawn', { day: day(state.latest.statedOn) });
      case 'refused':
        return t('consent.state.refused', { day: day(state.latest.statedOn) });
    }
  };
  return <Pill shape={SHAPES[state.kind]}>{words()}</Pill>;
}

function Statement({ statement }: { readonly statement: ConsentRecord }) {
  const { t } = useTranslation(['person', 'people']);
  const language = useLanguage();
  const { today } = useRound();
  const nameOf = useStaffNames();
  const { uid, given, statedOn, by, how, note, created } = statement;
  const text = useUnsealed<string>(note, { uid, field: 'note' });
  return (
    <li>
      <b>{dayText(statedOn, today, language)}</b> {t(given ? 'consent.gave' : 'consent.declined')}{' '}
      <span className="quiet">
        {t(`consent.by.${by}`)} {t(`consent.how.${how}`)}{' '}
        {t('written.by', { name: nameOf(created.by) ?? t('reveal.someone', { ns: 'people' }) })}
      </span>
      {text && <p>{text}</p>}
    </li>
  );
}
