import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Checkbox } from 'antd';
import { StatusShape } from '#renderer/ui/index';
import { useWhereabouts } from '../queries';
import type { SensorRecord } from '../view';
import { useHangsText, useSensorWords } from '../words';

interface InUseProps {
  readonly sensor: SensorRecord;
  readonly takesOver: boolean;
  /** Somebody has tried to save. */
  readonly shows: boolean;
  readonly onTakeOver: (isOn: boolean) => void;
}

/** A device of that name hangs elsewhere: says where, and offers to end that. */
export function InUse({ sensor, takesOver, shows, onTakeOver }: InUseProps) {
  const { t } = useTranslation('sensors');
  const known = useWhereabouts(useMemo(() => [sensor], [sensor]));
  const hangsText = useHangsText();
  const words = useSensorWords();
  return (
    <div className="in-use" role="status">
      <p>
        <StatusShape shape="due" /> {t('in-use.text', { name: words.name(sensor), hangs: hangsText(sensor, known) })}
      </p>
      <Checkbox
        checked={takesOver}
        onChange={({ target }) => onTakeOver(target.checked)}
        {...(shows && !takesOver && { 'aria-invalid': true })}
      >
        {t('in-use.take')}
      </Checkbox>
    </div>
  );
}
