import { useTranslation } from 'react-i18next';
import { Icon } from '../frame/Icon';
import { Key } from './Key';
import type { Typed } from './use-typed';

interface PadProps {
  readonly typed: Typed;
  readonly done: string;
  readonly onDone: () => void;
}

const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;
/** The characters of receipt codes: none that is taken for another. */
const CODE = [...'0123456789ABCDEFGHJKMNPQRSTVWXYZ'];

/** Figures, large; `extra` is what else may stand in the number. */
export function DigitPad({ typed, done, onDone, extra }: PadProps & { readonly extra: string }) {
  const { t } = useTranslation('kioskKeyboard');
  return (
    <div className="kiosk-pad" role="group" aria-label={t('keyboard')}>
      <div className="kiosk-pad-keys">
        {DIGITS.map((digit) => (
          <Key key={digit} onPress={() => typed.insert(digit)}>
            {digit}
          </Key>
        ))}
        {extra === '' ? <span className="kiosk-pad-blank" /> : <Key onPress={() => typed.insert(extra)}>{extra}</Key>}
        <Key onPress={() => typed.insert('0')}>{'0'}</Key>
        <Key look="soft" className="is-last" label={t('erase')} onPress={typed.erase}>
          <Icon name="erase" />
        </Key>
      </div>
      <Key look="main" className="kiosk-keys-done" onPress={onDone}>
        {done}
      </Key>
    </div>
  );
}

/** The characters of a receipt's code. */
export function CodePad({ typed, done, onDone }: PadProps) {
  const { t } = useTranslation('kioskKeyboard');
  return (
    <div className="kiosk-pad is-code" role="group" aria-label={t('keyboard')}>
      <div className="kiosk-pad-keys">
        {CODE.map((character) => (
          <Key key={character} onPress={() => typed.insert(character)}>
            {character}
          </Key>
        ))}
        <Key look="soft" className="is-wide" label={t('erase')} onPress={typed.erase}>
          <Icon name="erase" />
        </Key>
      </div>
      <Key look="main" className="kiosk-keys-done" onPress={onDone}>
        {done}
      </Key>
    </div>
  );
}
