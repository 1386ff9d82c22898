import { writeArea } from '#shared/schema/area';
import type { MultiPolygon } from '#shared/schema/types/place';
import type { OpenStation } from '#renderer/data/index';

type Writing = Pick<OpenStation, 'writer'>;

/** A boundary that is to be a grid's. */
export interface NewBoundary {
  /** `_id` of the grid. */
  readonly id: string;
  readonly boundary: MultiPolygon;
}

/** Writes boundaries down, all or none; on disk when it resolves. Throws `access.denied`, `device.*`. */
export async function saveBoundaries({ writer }: Writing, boundaries: readonly NewBoundary[]): Promise<void> {
  await writer.writeTogether(
    boundaries.map(({ id, boundary }) => ({
      kind: 'edit' as const,
      id,
      change: () => ({ boundary: writeArea(boundary) }),
    })),
  );
}
