import { vi } from 'vitest';
import type * as WindowSize from '../../src/sync/window-size.ts';

const { partsOf: fullPartsOf } = await vi.importActual<typeof WindowSize>('../../src/sync/window-size.ts');

/** Stands in for the sizes of the source: a page of ten, and windows of few pages, take a list along the same ways. */
export const PAGE = 10;

export const partsOf: typeof WindowSize.partsOf = (items, ...rest) => fullPartsOf(items * 30, ...rest);
