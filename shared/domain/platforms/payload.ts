import type { MaterialWay } from '../applications/steps';

/** What a platform may be given of an application, each allowed apart (最小必要). */
export const PLATFORM_FIELDS = ['name', 'citizenId', 'phone', 'answers', 'materials'] as const;
export type PlatformField = (typeof PLATFORM_FIELDS)[number];

/** What the station could say about an application. */
export interface WholeApplication {
  readonly id: string;
  readonly station: string;
  readonly item: { readonly number: string; readonly name: string; readonly department: string | null };
  readonly acceptedAtMs: number;
  readonly applicant: {
    readonly name: string | null;
    readonly citizenId: string | null;
    readonly phone: string | null;
  };
  readonly answers: readonly { readonly id: string; readonly label: string; readonly text: string }[];
  readonly materials: readonly { readonly name: string; readonly way: MaterialWay }[];
}

/** What a platform is sent: what it is about always, of the person only what is allowed. */
export interface PlatformApplication {
  readonly id: string;
  readonly station: string;
  readonly item: WholeApplication['item'];
  readonly acceptedAt: string;
  readonly applicant: Readonly<Partial<Record<'name' | 'citizenId' | 'phone', string>>>;
  readonly answers?: WholeApplication['answers'];
  readonly materials?: WholeApplication['materials'];
}

/** An application as a platform may have it. Made of named fields alone, so that nothing else gets out. */
export function payloadOf(whole: WholeApplication, allowed: readonly PlatformField[]): PlatformApplication {
  const has = (field: PlatformField): boolean => allowed.includes(field);
  const { name, citizenId, phone } = whole.applicant;
  return {
    id: whole.id,
    station: whole.station,
    item: { number: whole.item.number, name: whole.item.name, department: whole.item.department },
    acceptedAt: new Date(whole.acceptedAtMs).toISOString(),
    applicant: {
      ...(has('name') && name !== null && { name }),
      ...(has('citizenId') && citizenId !== null && { citizenId }),
      ...(has('phone') && phone !== null && { phone }),
    },
    ...(has('answers') && { answers: whole.answers.map(({ id, label, text }) => ({ id, label, text })) }),
    ...(has('materials') && { materials: whole.materials.map(({ name: of, way }) => ({ name: of, way })) }),
  };
}
