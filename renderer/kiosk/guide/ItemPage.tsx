import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PublicItem } from '#shared/ipc/kiosk-api';
import { QrCode } from '#renderer/ui/qr/index';
import { BigButton } from '../frame/BigButton';
import { Screen } from '../frame/Screen';
import { Scroll } from '../frame/Scroll';
import { usePrinting, type Printing } from '../host/use-printing';
import { useKiosk, useKnown } from '../session/kiosk-context';
import { useItemName } from '../use-item-name';
import './guide.css';

/** What to bring for an item, how long it takes and what it costs; to print, to take along on the phone, to apply for at once. */
export function ItemPage({ number }: { readonly number: string }) {
  const { t } = useTranslation('kioskGuide');
  const { back, go } = useKiosk();
  const { catalogue, home, state } = useKnown();
  const { printing, print } = usePrinting({ what: 'materials', itemNumber: number }, false);
  const [isOnPhone, setOnPhone] = useState(false);
  const named = useItemName();
  const item = catalogue?.items.find((each) => each.number === number);
  if (!item)
    return (
      <Screen part={t('part.bring')} title={t('item.gone')} sub={t('item.gone.text')} onBack={back}>
        <div />
      </Screen>
    );
  const phone = state === 'here' ? (home?.phone ?? null) : null;
  if (isOnPhone && phone !== null)
    return (
      <Screen part={t('part.bring')} title={t('phone.title')} sub={t('phone.sub')} onBack={() => setOnPhone(false)}>
        <div className="kiosk-qr">
          <QrCode text={`${phone}/apply/${number}`} label={t('phone.label')} />
          <p>{named(item)}</p>
        </div>
      </Screen>
    );
  const said = printing === 'idle' || home?.offers.print !== true ? null : sayPrinting(printing);
  // As it stands on the window's papers.
  const own = named(item) === item.name ? undefined : item.name;
  return (
    <Screen part={t('part.bring')} title={named(item)} sub={said === null ? own : t(said)} onBack={back}>
      <div className="kiosk-item">
        <Scroll>
          <div className="kiosk-cards">
            <Materials item={item} />
            <Fact name={t('time')}>
              {item.promised !== null && <span>{t('time.promised', { text: item.promised })}</span>}
              {item.statutory !== null && <span>{t('time.statutory', { text: item.statutory })}</span>}
            </Fact>
            <Fact name={t('fee')}>{item.fee}</Fact>
            <Fact name={t('who')}>{item.who}</Fact>
            <Fact name={t('where')}>{item.department}</Fact>
            {item.steps && item.steps.length > 0 && (
              <section className="kiosk-steps">
                <h2>{t('steps')}</h2>
                <ol>
                  {item.steps.map((step) => (
                    <li key={step}>{step}</li>
                  ))}
                </ol>
              </section>
            )}
          </div>
        </Scroll>
        <div className="kiosk-actions">
          {home?.offers.print === true && state === 'here' && (
            <BigButton icon="printer" className="is-strong" disabled={printing === 'printing'} onPress={print}>
              {t('print')}
            </BigButton>
          )}
          {phone !== null && (
            <BigButton icon="phone" className="is-strong" onPress={() => setOnPhone(true)}>
              {t('phone')}
            </BigButton>
          )}
          {home?.offers.apply === true && state === 'here' && (
            <BigButton icon="pen" look="main" onPress={() => go({ at: 'apply', number })}>
              {t('apply')}
            </BigButton>
          )}
        </div>
      </div>
    </Screen>
  );
}

function Materials({ item: { materials } }: { readonly item: PublicItem }) {
  const { t } = useTranslation('kioskGuide');
  return (
    <section className="kiosk-steps is-materials">
      <h2>{t('materials')}</h2>
      {materials === null || materials.length === 0 ? (
        <p>{t(materials === null ? 'materials.none' : 'materials.nothing')}</p>
      ) : (
        <ul>
          {materials.map(({ id, name, need, when, mayFollow }) => (
            <li key={id} className={`is-${need}`}>
              <span>
                {name}
                {when !== null && <small>{when}</small>}
                {mayFollow && <small>{t('follows')}</small>}
              </span>
              <em>{t(`need.${need}`)}</em>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** What no source gives is said to be so. */
function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  const { t } = useTranslation('kiosk');
  const isEmpty = children === null || (Array.isArray(children) && children.every((child) => child === false));
  return (
    <section className="kiosk-fact">
      <h2>{name}</h2>
      <p>{isEmpty ? t('none') : children}</p>
    </section>
  );
}

/** The key of what is said of a paper. */
const sayPrinting = (printing: Exclude<Printing, 'idle'>): string =>
  printing === 'printing' || printing === 'printed' ? printing : `print.${printing}`;
