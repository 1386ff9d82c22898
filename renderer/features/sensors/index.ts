export { STATE_SHAPES } from './kinds';
export { newSensorPlace, SENSORS_PATH, sensorsPlace } from './places';
export { useSensors } from './queries';
export { sensorParts } from './sensor-parts';
export { rankOf, type SensorState, type ShownSensor } from './view';
export { useSensorWords } from './words';

/** The list of all devices, fetched when somebody first opens it. */
export const loadSensorsPage = () => import('./SensorsPage').then((module) => ({ default: module.SensorsPage }));

/** Devices, absences and alarms of one person, for a page of the file. */
export const loadSensorsOf = () => import('./person/SensorsOf').then((module) => ({ default: module.SensorsOf }));
