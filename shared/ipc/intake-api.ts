import { z } from 'zod';
import { publicKeySchema } from './station-api';

/**
 * What a resident hands in at a kiosk, without sign-in. Write-only: what goes in is sealed to the desk's public key and comes out
 * at a staffed desk alone. Limited in size and rate per address; `request.rate-limited`, `request.too-large`.
 */

export const INTAKE_KINDS = ['application', 'incident', 'rating', 'call'] as const;
export type IntakeKind = (typeof INTAKE_KINDS)[number];

export const intakePaths = { key: '/intake/key', submit: '/intake/:kind' } as const;

/** `GET /intake/key`. */
export const intakeKeySchema = z.object({ deskKey: publicKeySchema, maxBytes: z.number() });

/** `POST /intake/:kind`: a JWE in compact form to `deskKey`. */
export const intakeSchema = z.strictObject({
  box: z
    .string()
    .min(1)
    .max(64 * 1024),
});

/** The receipt says no more than that it is on disk. */
export const intakeReceiptSchema = z.object({ id: z.string() });
