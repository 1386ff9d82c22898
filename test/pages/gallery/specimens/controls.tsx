import { Button, Checkbox } from 'antd';
import { Printer } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Chips, Choice, PopoverButton } from '#renderer/ui/index';
import { Specimen } from '../specimen';

const SIZES = ['small', 'middle', 'large'] as const;
const ANSWERS = ['met', 'absent', 'refused'] as const;
const NEEDS = ['mat', 'lift', 'meals', 'alarm'] as const;

/** What is pressed: the component library's buttons under our theme, and our own choices. */
export function Controls() {
  const { t } = useTranslation('gallery');
  const [answer, setAnswer] = useState<(typeof ANSWERS)[number] | null>('met');
  const [needs, setNeeds] = useState<readonly (typeof NEEDS)[number][]>(['mat', 'meals']);
  const answers = ANSWERS.map((value) => ({ value, label: t(`answer.${value}`) }));
  return (
    <>
      <Specimen of="Button" words="buttons">
        <Button type="primary">{t('button.primary')}</Button>
        <Button>{t('button.default')}</Button>
        <Button icon={<Printer size={16} aria-hidden="true" />}>{t('button.icon')}</Button>
        <Button type="link">{t('button.link')}</Button>
        <Button danger>{t('button.danger')}</Button>
        <Button type="primary" danger>
          {t('button.danger-primary')}
        </Button>
        <Button disabled>{t('button.disabled')}</Button>
        <Button type="primary" disabled>
          {t('button.disabled')}
        </Button>
        <button type="button" className="link-button">
          {t('button.link')}
        </button>
      </Specimen>
      <Specimen of="Button" words="buttons.sizes">
        {SIZES.map((size) => (
          <Button key={size} size={size} type="primary">
            {t('button.primary')}
          </Button>
        ))}
        {SIZES.map((size) => (
          <Button key={size} size={size}>
            {t('button.default')}
          </Button>
        ))}
        <Checkbox defaultChecked>{t('checkbox.on')}</Checkbox>
        <Checkbox>{t('checkbox.off')}</Checkbox>
        <Checkbox disabled>{t('button.disabled')}</Checkbox>
      </Specimen>
      <Specimen of="Choice" words="choices" isColumn>
        <Choice label={t('answer')} options={answers} value={answer} onChange={setAnswer} canClear />
        <Choice label={t('answer.none')} options={answers} value={null} onChange={() => undefined} />
        <Choice
          label={t('answer.missing')}
          options={answers}
          value={null}
          onChange={() => undefined}
          errorId="answer-error"
        />
        <p className="field-error" id="answer-error">
          {t('answer.error')}
        </p>
      </Specimen>
      <Specimen of="Chips" words="chips">
        <Chips
          label={t('needs')}
          options={NEEDS.map((value) => ({ value, label: t(`need.${value}`) }))}
          value={needs}
          onChange={setNeeds}
        />
      </Specimen>
      <Specimen of="PopoverButton" words="popovers">
        <PopoverButton label={t('popover')}>{() => <p>{t('popover.text')}</p>}</PopoverButton>
        <PopoverButton label={t('popover.on')} className="tool-button is-on">
          {(close) => (
            <button type="button" onClick={close}>
              {t('popover.close')}
            </button>
          )}
        </PopoverButton>
      </Specimen>
    </>
  );
}
