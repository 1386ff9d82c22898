import { useTranslation } from 'react-i18next';
import { BigButton } from '../frame/BigButton';
import { FaultNote } from '../frame/FaultNote';
import { Screen } from '../frame/Screen';
import { Scroll } from '../frame/Scroll';
import type { Answer } from '../host/answer';
import { faultOf } from '../host/answer';
import type { TakenPhoto } from './photos';
import './hand-in.css';

/** One thing that was filled in, and where to change it. */
export interface CheckedRow {
  readonly key: string;
  readonly name: string;
  readonly value: string;
  readonly photos?: readonly TakenPhoto[];
  /** It is answered with photos. */
  readonly isPhotos?: boolean;
  readonly onChange: () => void;
}

interface CheckPageProps {
  readonly part: string;
  readonly rows: readonly CheckedRow[];
  /** `null` before it is sent. */
  readonly sending: { readonly sent: number; readonly of: number } | null;
  readonly refused: Exclude<Answer<unknown>, { readonly kind: 'ok' }> | null;
  readonly onSend: () => Promise<void>;
  readonly onBack: () => void;
}

/** Everything once more, before it is handed in. What is shown here is not read out. */
export function CheckPage({ part, rows, sending, refused, onSend, onBack }: CheckPageProps) {
  const { t } = useTranslation('kioskHandIn');
  const reason = refused ? reasonOf(refused) : null;
  return (
    <Screen part={part} title={t('check.title')} sub={t('check.sub')} onBack={onBack}>
      <div className="kiosk-check">
        <FaultNote fault={refused && !reason ? faultOf(refused) : null} text={reason && t(reason)} />
        <Scroll>
          <ul className="kiosk-checked">
            {rows.map(({ key, name, value, photos = [], isPhotos = false, onChange }) => (
              <li key={key}>
                <span>{name}</span>
                <div data-quiet>
                  {value === ''
                    ? photos.length === 0 && <i>{t(isPhotos ? 'check.no-photos' : 'check.empty')}</i>
                    : value}
                  {photos.map(({ form, url }, index) => (
                    <img key={form} src={url} alt={t('photo.label', { number: index + 1 })} />
                  ))}
                </div>
                <BigButton
                  label={t('check.change.label', { what: name })}
                  disabled={sending !== null}
                  onPress={onChange}
                >
                  {t('check.change')}
                </BigButton>
              </li>
            ))}
          </ul>
        </Scroll>
        <BigButton look="main" icon="paper" disabled={sending !== null} onPress={onSend}>
          {sending === null
            ? t('check.send')
            : sending.sent < sending.of
              ? t('sending.photo', { sent: sending.sent + 1, of: sending.of })
              : t('sending')}
        </BigButton>
      </div>
    </Screen>
  );
}

/** The key of what is said for a refusal that pages know better than the fault's words. */
function reasonOf(refused: Exclude<Answer<unknown>, { readonly kind: 'ok' }>): string | null {
  if (refused.kind !== 'refused' || refused.reason === null) return null;
  const { reason } = refused;
  if (reason.startsWith('photo-')) return 'refused.photo';
  return ['item-gone', 'place-gone', 'category-gone', 'off'].includes(reason) ? `refused.${reason}` : null;
}
