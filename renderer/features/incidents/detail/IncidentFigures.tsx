import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { RESPONSE_LIMIT_MINUTES } from '#shared/domain/incidents/deadlines';
import { addressOf, momentText, Pill, useLanguage } from '#renderer/ui/index';
import { useNow, useToday } from '../../people/index';
import { deadlineOf } from '../deadline';
import { incidentsPlace } from '../places';
import { useIncidents, useNearbyOf } from '../queries';
import type { ShownIncident } from '../view';
import { spanOf } from '../spans';

/** Three figures: how soon somebody came, how long there is still, what is about the same thing. */
export function IncidentFigures({ view }: { readonly view: ShownIncident }) {
  const { t } = useTranslation('incidents');
  return (
    <div className="incident-figures" role="group" aria-label={t('figures')}>
      <Response view={view} />
      <Left view={view} />
      <Related view={view} />
    </div>
  );
}

interface FigureProps {
  readonly label: string;
  /** The number with its unit; a word where there is none. */
  readonly value: ReactNode;
  readonly children: ReactNode;
}

function FigureOf({ label, value, children }: FigureProps) {
  return (
    <div>
      <span className="figure-label">{label}</span>
      <b>{value}</b>
      <span className="figure-note">{children}</span>
    </div>
  );
}

/** A length of time: the number large, the unit beside it. */
function SpanValue({ ms }: { readonly ms: number }) {
  const { t } = useTranslation('incidents');
  const { unit, count, minutes } = spanOf(ms);
  return (
    <>
      {count}
      <small>{t(`unit.${unit}`, { count })}</small>
      {minutes > 0 && (
        <>
          {minutes}
          <small>{t('unit.minutes', { count: minutes })}</small>
        </>
      )}
    </>
  );
}

function Response({ view: { standing, record } }: { readonly view: ShownIncident }) {
  const { t } = useTranslation('incidents');
  const nowMs = useNow();
  const { tookMs, isLate } = standing.response;
  const shape = isLate ? 'alert' : tookMs === null ? 'progress' : 'done';
  const word = isLate ? 'response.late' : tookMs === null ? 'response.waiting' : 'response.within';
  return (
    <FigureOf label={t('figure.response')} value={<SpanValue ms={tookMs ?? nowMs - record.reportedAtMs} />}>
      <Pill shape={shape}>{t(word, { minutes: RESPONSE_LIMIT_MINUTES })}</Pill>
    </FigureOf>
  );
}

function Left({ view }: { readonly view: ShownIncident }) {
  const { t } = useTranslation('incidents');
  const language = useLanguage();
  const today = useToday();
  const nowMs = useNow();
  const { limit } = view.standing;
  const deadline = deadlineOf(view, nowMs);
  const label = t('figure.left');
  if (limit.kind === 'paused') {
    return (
      <FigureOf label={label} value={<SpanValue ms={limit.leftMs} />}>
        <Pill shape="paused">{t('paused')}</Pill>
      </FigureOf>
    );
  }
  if (limit.kind === 'running' || limit.kind === 'met') {
    const moment = momentText(limit.dueAtMs, today, language);
    const word =
      limit.kind === 'met'
        ? 'left.met'
        : limit.isLate
          ? 'left.late'
          : limit.isPostponed
            ? 'left.postponed'
            : 'left.due';
    return (
      <FigureOf label={t(limit.isLate ? 'figure.over' : 'figure.left')} value={<SpanValue ms={limit.leftMs} />}>
        {limit.isLate ? <Pill shape="alert">{t(word, { moment })}</Pill> : t(word, { moment })}
      </FigureOf>
    );
  }
  return (
    <FigureOf label={label} value={<span className="figure-word">{t('limit.none')}</span>}>
      {deadline.kind === 'due' && deadline.clock === 'response' ? t('left.response-first') : t(`left.${limit.kind}`)}
    </FigureOf>
  );
}

/** Reports of the same thing, and others of its kind close by. */
function Related({ view }: { readonly view: ShownIncident }) {
  const { t } = useTranslation('incidents');
  const ofThis = useIncidents()?.filter(({ standing }) => standing.duplicateOf === view.uid) ?? [];
  const near = useNearbyOf(view).flatMap(({ incident, isSameCategory }) => (isSameCategory ? [incident] : []));
  const related = [...new Set([...ofThis, ...near])];
  const [first] = related;
  return (
    <FigureOf
      label={t('figure.related')}
      value={
        <>
          {related.length}
          <small>{t('unit.incidents', { count: related.length })}</small>
        </>
      }
    >
      {first ? (
        <a href={addressOf(incidentsPlace({ open: first.id }))} title={first.record.title}>
          {t(ofThis.includes(first) ? 'related.duplicate' : 'related.near')}
        </a>
      ) : (
        t('related.none')
      )}
    </FigureOf>
  );
}
