import { useTranslation } from 'react-i18next';
import { maskAddress } from '#shared/domain/privacy/mask';
import { Pill } from '#renderer/ui/index';
import { RecordedValue, scopeOf, useAddress, useIsOwnGrid, type PersonRecord } from '../../people/index';

/** Where somebody is registered, as a fact below the address, and whether that is another place than the home. */
export function RegisteredHome({ person }: { readonly person: PersonRecord }) {
  const { t } = useTranslation('person');
  const { dwellingUid, registeredDwellingUid } = person;
  const isOnePlace = dwellingUid !== null && dwellingUid === registeredDwellingUid;
  const isApart = !isOnePlace && dwellingUid !== null && registeredDwellingUid !== null;
  return (
    <div>
      <dt>{t('homes.registered')}</dt>
      <dd>
        {isOnePlace ? t('homes.same') : <Address person={person} dwellingUid={registeredDwellingUid} />}
        {isApart && (
          <div>
            <Pill shape="note">{t('homes.apart')}</Pill>
          </div>
        )}
      </dd>
    </div>
  );
}

/** An address, masked outside the reader’s own grids. */
function Address({ person, dwellingUid }: { readonly person: PersonRecord; readonly dwellingUid: string | null }) {
  const { t } = useTranslation(['person', 'people']);
  const isOwnGrid = useIsOwnGrid()(person._id);
  const address = useAddress(dwellingUid);
  if (dwellingUid === null) return <span className="quiet">{t('homes.elsewhere')}</span>;
  if (address === undefined) return <span className="quiet">{t('info.opening', { ns: 'people' })}</span>;
  if (address === null) return <span className="quiet">{t('homes.not-here')}</span>;
  if (isOwnGrid) return address;
  return (
    <RecordedValue
      subject={{ type: 'dwelling', scope: scopeOf(person._id), uid: dwellingUid, field: 'address' }}
      label={t('homes.registered')}
      value={address}
      mask={maskAddress}
    />
  );
}
