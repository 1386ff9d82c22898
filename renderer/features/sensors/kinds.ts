import {
  AlarmSmoke,
  Cctv,
  Cpu,
  DoorOpen,
  Droplet,
  HeartPulse,
  PlugZap,
  Siren,
  Waves,
  type LucideIcon,
} from 'lucide-react';
import type { SensorKind } from '#shared/schema/types/sensor';
import type { Shape } from '#renderer/ui/index';
import type { SensorState } from './view';

/** The drawing of a kind of device; the kind's name stands beside it. */
export const KIND_ICONS: Readonly<Record<SensorKind, LucideIcon>> = {
  'water-meter': Droplet,
  door: DoorOpen,
  smoke: AlarmSmoke,
  leak: Waves,
  'blood-pressure': HeartPulse,
  'help-button': Siren,
  charging: PlugZap,
  camera: Cctv,
  other: Cpu,
};

/** The shape that says how a device is. */
export const STATE_SHAPES: Readonly<Record<SensorState, Shape>> = {
  alarm: 'alert',
  silent: 'offline',
  'low-battery': 'due',
  unheard: 'idle',
  online: 'done',
  ended: 'paused',
};
