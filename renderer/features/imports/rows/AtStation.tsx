import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { parseDocumentId } from '#shared/schema/ids';
import { useStation, type PersonRow, type RosterRowView } from '#renderer/data/index';
import { dayText, Dot, useLanguage } from '#renderer/ui/index';
import { useToday } from '../../people/index';
import { useRosterWork } from '../use-roster-work';
import { DecisionChoice } from './DecisionChoice';

interface AtStationProps {
  readonly row: RosterRowView;
  /** `_id` of who or what is at the station. */
  readonly stationId: string;
}

/** Who or what of the station the row is about, and what becomes of the row. */
export function AtStation({ row, stationId }: AtStationProps) {
  const { t } = useTranslation('imports');
  const [, work] = useRosterWork();
  return (
    <section className="at-station" aria-label={t('station.label')}>
      <h3>{t('station.label')}</h3>
      <Facts stationId={stationId} />
      <DecisionChoice
        label={t('decide.label')}
        value={row.decision}
        onChange={(decision) => void work.decide([row.row.index], decision)}
      />
      {row.decision !== null && <p className="field-hint">{t(`decide.${row.decision}.hint`)}</p>}
    </section>
  );
}

/** Name, birth date and address of somebody; address of a home; name of an enterprise. Numbers end in their last four digits. */
function Facts({ stationId }: { readonly stationId: string }) {
  const { t } = useTranslation('imports');
  const language = useLanguage();
  const today = useToday();
  const found = useStationRow(stationId);
  if (found === undefined) return <p className="quiet">{t('station.opening')}</p>;
  if (found === null) return <p className="quiet">{t('station.gone')}</p>;
  if (found.kind === 'other') return <p>{found.title}</p>;
  const { name, birthDate, address, idTail, phoneTail } = found.person;
  return (
    <p>
      <b>{name ?? t('station.closed')}</b>
      <Dot />
      {dayText(birthDate, today, language)}
      {address !== '' && (
        <>
          <br />
          {address}
        </>
      )}
      <br />
      <span className="quiet">
        {idTail !== null && t('station.id', { tail: idTail })}
        {idTail !== null && phoneTail !== null && <Dot />}
        {phoneTail !== null && t('station.phone', { tail: phoneTail })}
      </span>
    </p>
  );
}

type StationRow =
  { readonly kind: 'person'; readonly person: PersonRow } | { readonly kind: 'other'; readonly title: string };

function useStationRow(id: string): StationRow | null | undefined {
  const { register } = useStation();
  const today = useToday();
  const [found, setFound] = useState<{ readonly id: string; readonly row: StationRow | null }>();
  useEffect(() => {
    let isWanted = true;
    const type = parseDocumentId(id)?.type;
    const ask = async (): Promise<StationRow | null> => {
      if (type === 'person') {
        const [person] = await register.rows('person', [id], today);
        return person ? { kind: 'person', person } : null;
      }
      if (type === 'dwelling') {
        const [dwelling] = await register.rows('dwelling', [id], today);
        return dwelling ? { kind: 'other', title: dwelling.address } : null;
      }
      const [enterprise] = await register.rows('enterprise', [id], today);
      return enterprise ? { kind: 'other', title: enterprise.name } : null;
    };
    ask().then(
      (row) => isWanted && setFound({ id, row }),
      () => isWanted && setFound({ id, row: null }),
    );
    return () => {
      isWanted = false;
    };
  }, [register, id, today]);
  return found?.id === id ? found.row : undefined;
}
