import {
  ownPositionSchema,
  positionListSchema,
  positionPaths,
  type OwnPosition,
  type StaffPosition,
  type TellPosition,
} from '#shared/ipc/position-api';
import type { StationClient } from './station-client';

/** Where workers were last (`shared/ipc/position-api`); needs the host. Throws `access.denied` and as calls of the hub do. */
export interface Positions {
  own(): Promise<OwnPosition>;
  show(isShown: boolean): Promise<OwnPosition>;
  tell(position: TellPosition): Promise<OwnPosition>;
  list(): Promise<readonly StaffPosition[]>;
}

/** Asked with the token of the moment. */
export function createPositions(client: StationClient, token: () => string): Positions {
  const own = <M extends 'GET' | 'PATCH' | 'POST'>(method: M, body?: unknown) =>
    client.call(
      { path: positionPaths.own, method, token: token(), ...(body !== undefined && { body }) },
      ownPositionSchema,
    );
  return {
    own: () => own('GET'),
    show: (isShown) => own('PATCH', { isShown }),
    tell: (position) => own('POST', position),
    list: async () =>
      (await client.call({ path: positionPaths.positions, token: token() }, positionListSchema)).positions,
  };
}
