import { Pill } from '#renderer/ui/index';
import { KIND_ICONS, STATE_SHAPES } from '../kinds';
import type { ShownSensor } from '../view';
import { useSensorWords } from '../words';

/** What it is, drawn and said. */
export function SensorName({ sensor: { record } }: { readonly sensor: Pick<ShownSensor, 'record'> }) {
  const words = useSensorWords();
  const Icon = KIND_ICONS[record.kind];
  return (
    <span className="sensor-name">
      <Icon size={16} aria-hidden="true" />
      <b>{words.name(record)}</b>
    </span>
  );
}

/** How it is: shape and word. */
export function SensorStateMark({ sensor }: { readonly sensor: ShownSensor }) {
  const words = useSensorWords();
  return <Pill shape={STATE_SHAPES[sensor.state]}>{words.state(sensor)}</Pill>;
}
