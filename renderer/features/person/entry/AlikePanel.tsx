import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { maskAddress } from '#shared/domain/privacy/mask';
import { isCalendarDate } from '#shared/domain/calendar/date';
import { useStation, type Alike } from '#renderer/data/index';
import { addressOf as linkTo, Card, ErrorNotice, goTo, Pill } from '#renderer/ui/index';
import {
  editPersonPlace,
  mergePlace,
  personPlace,
  useAgeText,
  useIsOwnGrid,
  type PersonRecord,
} from '../../people/index';
import { useRound } from '../../visits/index';
import { useAction } from '../use-action';
import { proposeInto, type EntrySession } from './entry-session';
import { useElsewhere } from './use-elsewhere';
import type { Entry } from './use-entry';

interface AlikePanelProps {
  readonly entry: Entry;
  readonly person: PersonRecord | null;
  readonly session: EntrySession;
}

/** Who may be here already: why, and what to do about it. The same citizen id holds the file up until somebody decided. */
export function AlikePanel({ entry, person, session }: AlikePanelProps) {
  const { t } = useTranslation('person-form');
  const elsewhere = useElsewhere(entry, person);
  const { alike, draft } = entry;
  const isAsking = draft.name.trim() !== '' || (draft.citizenId ?? '') !== '';
  return (
    <aside className="entry-aside" aria-label={t('alike.title')}>
      <Card title={t('alike.title')}>
        {alike.length === 0 && elsewhere === null && (
          <p className="alike-none">{t(isAsking ? 'alike.none' : 'alike.idle')}</p>
        )}
        {elsewhere !== null && (
          <p className="alike-elsewhere" role="status">
            <Pill shape="alert">{t(elsewhere === 'closed' ? 'alike.closed' : 'alike.elsewhere')}</Pill>
          </p>
        )}
        <ul className="alike">
          {alike.map((each) => (
            <AlikeCard key={each.person.uid} alike={each} entry={entry} person={person} session={session} />
          ))}
        </ul>
      </Card>
    </aside>
  );
}

function AlikeCard({ alike, entry, person, session }: AlikePanelProps & { readonly alike: Alike }) {
  const { t } = useTranslation(['person-form', 'people']);
  const station = useStation();
  const action = useAction();
  const { today } = useRound();
  const age = useAgeText(today);
  const isOwnGrid = useIsOwnGrid();
  const { id, uid, name, sex, birthDate, address, phoneTail, idTail } = alike.person;
  const { draft, change } = entry;
  const hasSameId = alike.reasons.includes('citizen-id');

  const itIsThem = () =>
    action.run(async () => {
      const found = await station.records.byUid<PersonRecord>('people', 'person', uid);
      if (!found) return null;
      await session.flush();
      await proposeInto(station, found, session.state().draft);
      await session.end();
      goTo(editPersonPlace(id), { replace: true });
      return null;
    });
  const itIsNot = () => change({ othersUids: [...draft.othersUids, uid], ...(hasSameId && { isIdWrongThere: true }) });

  return (
    <li className={hasSameId ? 'is-certain' : ''}>
      <p>
        <b>{name}</b> {sex && t(`sex.${sex}`, { ns: 'people' })} {isCalendarDate(birthDate) && age(birthDate)}
      </p>
      <p className="quiet">
        {isOwnGrid(id) ? address : maskAddress(address)}
        {phoneTail !== null && ` ${t('alike.phone', { tail: phoneTail })}`}
        {idTail !== null && ` ${t('alike.id', { tail: idTail })}`}
      </p>
      <p className="alike-reasons">
        {alike.reasons.map((reason) => (
          <Pill key={reason} shape={reason === 'citizen-id' ? 'alert' : 'due'}>
            {t(`reason.${reason}`)}
          </Pill>
        ))}
      </p>
      {hasSameId && <p className="field-error">{t('alike.same-id')}</p>}
      {action.failure && <ErrorNotice error={action.failure.error} />}
      <div className="alike-actions">
        <Button size="small" href={linkTo(personPlace(id))} target="_self">
          {t('alike.open')}
        </Button>
        {person !== null && (
          <Button size="small" href={linkTo(mergePlace(person._id, id))}>
            {t('alike.merge')}
          </Button>
        )}
        {person === null && (
          <Button size="small" loading={action.isBusy} onClick={() => void itIsThem()}>
            {t('alike.same')}
          </Button>
        )}
        <Button size="small" onClick={itIsNot}>
          {t(hasSameId ? 'alike.id-wrong-there' : 'alike.other')}
        </Button>
      </div>
    </li>
  );
}
