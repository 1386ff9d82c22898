/** `TransmissionOf`: where an application stands at its department's platform; nothing where it goes to none. */
export const loadTransmissionOf = () =>
  import('./TransmissionOf').then((module) => ({ default: module.TransmissionOf }));

/** `PlatformsCard`: platforms of departments, for the settings of what goes out. */
export const loadPlatformsCard = () => import('./PlatformsCard').then((module) => ({ default: module.PlatformsCard }));
