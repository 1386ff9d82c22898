import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { maskAddress } from '#shared/domain/privacy/mask';
import { useStation, type Alike, type SearchHit } from '#renderer/data/index';
import { addressOf as linkTo, Card, dayText, goTo, Pill, PrivateForm, useLanguage } from '#renderer/ui/index';
import { mergePlace, useIsOwnGrid, type PersonRecord } from '../../people/index';
import { useRound } from '../../visits/index';
import { openValues } from '../commands/writing';
import { RegisterPicker } from '../components/RegisterPicker';

const SHOWN = 5;

/** Finds the file that is the same person’s: those that look alike, and a search through all. */
export function ChooseOther({ person }: { readonly person: PersonRecord }) {
  const { t } = useTranslation(['person-merge', 'person-form']);
  const language = useLanguage();
  const { today } = useRound();
  const isOwnGrid = useIsOwnGrid();
  const alike = useAlikeTo(person);
  const place = (id: string, address: string) => (isOwnGrid(id) ? address : maskAddress(address));
  const detail = (hit: SearchHit) =>
    [hit.birthDate === null ? '' : dayText(hit.birthDate, today, language), place(hit.id, hit.detail)].join(' ');
  return (
    <div className="page merge-choose">
      <h1>{t('choose.title', { name: person.name ?? '' })}</h1>
      <PrivateForm>
        <Card title={t('choose.search')}>
          <div className="merge-picker">
            <RegisterPicker
              kind="person"
              label={t('choose.search')}
              placeholder={t('choose.example')}
              isWanted={({ uid }) => uid !== person.uid}
              detail={detail}
              onPick={(hit) => goTo(mergePlace(person._id, hit.id), { replace: true })}
            />
          </div>
        </Card>
      </PrivateForm>
      <Card title={t('choose.alike')}>
        <ul className="lines">
          {alike?.length === 0 && <li className="quiet">{t('choose.none')}</li>}
          {alike?.map(({ person: other, reasons }) => (
            <li key={other.uid}>
              <b>{other.name}</b>
              <span>{dayText(other.birthDate, today, language)}</span>
              <span className="quiet">{place(other.id, other.address)}</span>
              {reasons.map((reason) => (
                <Pill key={reason} shape={reason === 'citizen-id' ? 'alert' : 'due'}>
                  {t(`reason.${reason}`, { ns: 'person-form' })}
                </Pill>
              ))}
              <a className="end" href={linkTo(mergePlace(person._id, other.id))}>
                {t('choose.this')}
              </a>
            </li>
          ))}
        </ul>
      </Card>
    </div>
  );
}

/** Who looks like the same person as this one; undefined while being looked up. */
function useAlikeTo(person: PersonRecord): readonly Alike[] | undefined {
  const station = useStation();
  const [alike, setAlike] = useState<readonly Alike[]>();
  useEffect(() => {
    let isWanted = true;
    const find = async () => {
      const { citizenId, phone } = await openValues(station, person);
      const { uid, name, sex, birthDate, dwellingUid } = person;
      const candidate = { name: name ?? '', sex, birthDate, dwellingUid, citizenId, phone, exceptUid: uid };
      return station.register.alike(candidate, SHOWN);
    };
    find().then(
      (found) => {
        if (isWanted) setAlike(found);
      },
      () => {
        if (isWanted) setAlike([]);
      },
    );
    return () => {
      isWanted = false;
    };
  }, [station, person]);
  return alike;
}
