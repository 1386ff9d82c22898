import { useTranslation } from 'react-i18next';
import type { CountedApplication, CountedRating, DaySpan } from '#shared/domain/applications/service-figures';
import { isPoor } from '#shared/domain/applications/ratings';
import { parseDocumentId } from '#shared/schema/ids';
import { addressOf, Empty, momentText, Pill, useLanguage, type Place } from '#renderer/ui/index';
import { applicationsPlace } from '../../applications/index';
import { incidentsPlace } from '../../incidents/index';
import { Beside } from '../../lists/index';
import { useToday } from '../../people/index';
import { useItemName } from '../use-item-name';
import { behindLine, type Look } from './look';

interface BehindPanelProps {
  readonly look: Look;
  readonly span: DaySpan;
  readonly counted: {
    readonly applications: readonly CountedApplication[];
    readonly ratings: readonly CountedRating[];
  };
  readonly onClose: () => void;
}

/** As many as anybody reads; the figures count all. */
const MOST = 200;

/** What stands behind one line: applications or ratings, the newest first, each with the way to it. */
export function BehindPanel({ look, span, counted, onClose }: BehindPanelProps) {
  const { t } = useTranslation('figures');
  const nameOf = useItemName();
  const { applications, ratings } = behindLine(look, span, counted);
  const { behind, kpi } = look;
  const count = applications.length + ratings.length;
  const name =
    behind?.itemNumber !== null && behind?.itemNumber !== undefined
      ? nameOf(behind.itemNumber)
      : t(`rated.${behind?.of ?? 'ticket'}`);
  return (
    <Beside title={name} subtitle={<p>{t(`behind.${kpi}`, { count })}</p>} onClose={onClose}>
      {count === 0 && <Empty title={t('behind.empty')} text={t('behind.empty.text')} />}
      <ul className="figures-behind-list">
        {applications.slice(0, MOST).map((one) => (
          <ApplicationLine key={one.id} one={one} kpi={kpi} />
        ))}
        {ratings.slice(0, MOST).map((one) => (
          <RatingLine key={one.id} one={one} />
        ))}
      </ul>
      {count > MOST && <p className="figures-note">{t('behind.more', { count: count - MOST })}</p>}
    </Beside>
  );
}

function ApplicationLine({ one, kpi }: { readonly one: CountedApplication; readonly kpi: Look['kpi'] }) {
  const { t } = useTranslation('figures');
  const language = useLanguage();
  const today = useToday();
  const atMs = (kpi === 'away' ? one.submittedAtMs : one.decidedAtMs) ?? 0;
  return (
    <li>
      <a href={addressOf(applicationsPlace({ open: one.id }))}>{momentText(atMs, today, language)}</a>
      <span>
        {kpi === 'away'
          ? t(`channel.${one.channel}`)
          : t('behind.days', { from: momentText(one.acceptedAtMs ?? 0, today, language) })}
      </span>
    </li>
  );
}

function RatingLine({ one }: { readonly one: CountedRating }) {
  const { t } = useTranslation('figures');
  const language = useLanguage();
  const today = useToday();
  const place = placeOf(one);
  const moment = momentText(one.ratedAtMs, today, language);
  const number = /~t\.[\d-]+\.([A-Z]\d+)$/.exec(one.id)?.[1];
  return (
    <li>
      {place ? <a href={addressOf(place)}>{moment}</a> : <span>{moment}</span>}
      <Pill shape={isPoor(one.satisfaction) ? 'due' : 'done'}>{t(`grade.${one.satisfaction}`)}</Pill>
      {number !== undefined && <span>{t('behind.number', { number })}</span>}
    </li>
  );
}

/** Where what was rated stands: the application, the incident; a poor grade of a number, where it is put right. */
function placeOf({ id, of, satisfaction }: CountedRating): Place | null {
  const parsed = parseDocumentId(id);
  if (!parsed) return null;
  const { scope } = parsed;
  if (of === 'incident') return incidentsPlace({ open: `incident~${scope}~${id.split('~')[2] ?? ''}` });
  const uid = /~a\.(\w+)$/.exec(id)?.[1];
  if (uid !== undefined) return applicationsPlace({ open: `application~${scope}~${uid}` });
  return isPoor(satisfaction) ? applicationsPlace({ query: { poor: '1' } }) : null;
}
