import type { Adapter, FieldMap } from './adapter';

const BATTERY: FieldMap = { from: 'battery', reading: 'device', figure: 'batteryPercent' };
const TAMPER: FieldMap = { from: 'tamper', reading: 'device', figure: 'isTampered' };

/** Milesight's decoded sensors say most things in words. */
const MILESIGHT: readonly FieldMap[] = [
  BATTERY,
  { from: 'magnet_status', reading: 'door', figure: 'isOpen', values: { open: true, closed: false } },
  { from: 'tamper_status', reading: 'device', figure: 'isTampered', values: { uninstalled: true, installed: false } },
  { from: 'leakage_status', reading: 'leak', figure: 'isLeak', values: { leak: true, normal: false } },
  {
    ...{ from: 'event', reading: 'smoke', figure: 'isSmoke' },
    values: { alarm: true, silent: true, normal: false, 'testing alarm with normal battery': false },
  },
  { from: 'water', reading: 'water', figure: 'litres', factor: 1000 },
];

/** What our own topic, and ThingsBoard's telemetry as we tell devices to fill it, call the figures. */
const OWN: readonly FieldMap[] = [
  { from: 'litres', reading: 'water', figure: 'litres' },
  { from: 'totalM3', reading: 'water', figure: 'litres', factor: 1000 },
  { from: 'open', reading: 'door', figure: 'isOpen' },
  { from: 'smoke', reading: 'smoke', figure: 'isSmoke' },
  { from: 'test', reading: 'smoke', figure: 'isTest' },
  { from: 'leak', reading: 'leak', figure: 'isLeak' },
  { from: 'systolic', reading: 'blood-pressure', figure: 'systolic' },
  { from: 'diastolic', reading: 'blood-pressure', figure: 'diastolic' },
  { from: 'heart_rate', reading: 'blood-pressure', figure: 'pulse' },
  { from: 'charging', reading: 'charging', figure: 'isCharging' },
  { from: 'watts', reading: 'charging', figure: 'watts' },
  { from: 'event', reading: 'camera', figure: 'event' },
  { from: 'help', reading: 'help', figure: 'isPressed' },
  BATTERY,
  TAMPER,
];

/**
 * The makes that a station knows from the start. Keys are those of the makers' published messages. Where a make has no topic of its own (its
 * messages come out of a decoder or a cloud), the topic is the one that we ask a bridge to use. A station may add its own.
 */
export const USUAL_ADAPTERS: readonly Adapter[] = [
  {
    id: 'linli',
    name: { zh: '邻里约定格式', en: 'Linli’s own form' },
    topic: 'linli/{device}/reading',
    envelope: { kind: 'plain', time: 'ts', unit: 'ms', history: 'history' },
    fields: OWN,
  },
  {
    id: 'zigbee2mqtt',
    name: { zh: 'Zigbee2MQTT', en: 'Zigbee2MQTT' },
    topic: 'zigbee2mqtt/{device}',
    envelope: { kind: 'plain' },
    fields: [
      // `contact: false` is an open door.
      { from: 'contact', reading: 'door', figure: 'isOpen', values: { false: true, true: false } },
      { from: 'smoke', reading: 'smoke', figure: 'isSmoke' },
      { from: 'test', reading: 'smoke', figure: 'isTest' },
      { from: 'water_leak', reading: 'leak', figure: 'isLeak' },
      {
        from: 'action',
        reading: 'help',
        figure: 'isPressed',
        values: { single: true, double: true, hold: true, emergency: true },
      },
      BATTERY,
      TAMPER,
    ],
  },
  {
    id: 'thingsboard',
    name: { zh: 'ThingsBoard 设备遥测', en: 'ThingsBoard device telemetry' },
    topic: 'v1/devices/{device}/telemetry',
    envelope: { kind: 'telemetry' },
    fields: OWN,
  },
  {
    id: 'thingsboard-gateway',
    name: { zh: 'ThingsBoard 网关遥测', en: 'ThingsBoard gateway telemetry' },
    topic: 'v1/gateway/telemetry',
    envelope: { kind: 'gateway' },
    fields: OWN,
  },
  {
    id: 'milesight',
    name: { zh: '星纵物联传感器（已解码）', en: 'Milesight sensors, decoded' },
    topic: 'milesight/{device}/uplink',
    envelope: { kind: 'plain', time: 'timestamp', unit: 's', history: 'history' },
    fields: MILESIGHT,
  },
  {
    id: 'ttlock-meter',
    name: { zh: '通通锁云水表', en: 'TTLock cloud water meter' },
    topic: 'ttlock/{device}/meter',
    // Numbers come as text.
    envelope: { kind: 'plain', time: 'syncM3Date', unit: 'ms' },
    fields: [
      { from: 'totalM3', reading: 'water', figure: 'litres', factor: 1000 },
      { from: 'electricQuantity', reading: 'device', figure: 'batteryPercent' },
    ],
  },
];
