import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { kioskPaths } from '#shared/ipc/kiosk-api';
import { kioskPlacesSchema, type KioskPlaces } from '#shared/ipc/kiosk-intake-api';
import { BigButton } from '../frame/BigButton';
import { Screen } from '../frame/Screen';
import { Scroll } from '../frame/Scroll';
import { Tile } from '../frame/Tile';
import { faultOf, type Fault } from '../host/answer';
import { TypePage } from '../keyboard/typing';
import { useKiosk } from '../session/kiosk-context';

export type Place = KioskPlaces['places'][number];

const LONGEST = 40;

/** A house of the station's own list, by a piece of its address. */
export function PlaceStep({
  onPlace,
  onBack,
}: {
  readonly onPlace: (place: Place) => void;
  readonly onBack: () => void;
}) {
  const { t } = useTranslation('kioskReport');
  const { host, signal } = useKiosk();
  const [typed, setTyped] = useState('');
  const [places, setPlaces] = useState<readonly Place[] | null>(null);
  const [fault, setFault] = useState<Fault | null>(null);
  const find = async () => {
    if (typed.trim() === '') return;
    setFault(null);
    const answer = await host.ask(kioskPaths.places, kioskPlacesSchema, { body: { typed: typed.trim() }, signal });
    if (signal.aborted) return;
    if (answer.kind === 'ok') setPlaces(answer.value.places);
    else setFault(faultOf(answer));
  };
  if (places === null)
    return (
      <TypePage
        part={t('part')}
        title={t('place.title')}
        sub={t('place.sub')}
        kind="words"
        maxLength={LONGEST}
        value={typed}
        onChange={setTyped}
        fault={fault}
        done={t('place.find')}
        onDone={() => void find()}
        onBack={onBack}
      />
    );
  const again = () => setPlaces(null);
  if (places.length === 0)
    return (
      <Screen part={t('part')} title={t('place.none', { typed })} sub={t('place.none.text')} onBack={again}>
        <div className="kiosk-one">
          <BigButton look="main" icon="search" onPress={again}>
            {t('place.again')}
          </BigButton>
        </div>
      </Screen>
    );
  return (
    <Screen part={t('part')} title={t('place.found')} onBack={again}>
      <Scroll>
        <div className="kiosk-items">
          {places.map((place) => (
            <Tile key={place.uid} icon="place" onPress={() => onPlace(place)}>
              {place.address}
            </Tile>
          ))}
        </div>
      </Scroll>
    </Screen>
  );
}
