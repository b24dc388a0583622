/** A difference from Gong's document that is known and meant. `*` stands for any text. */
export interface Exception {
  /** As in a fault: operation, request or answer, place. */
  readonly where: string;
  /** As in a fault: what is there instead. */
  readonly what: string;
  /** Why it is so; sections are those of the project's reference of Gong's API. */
  readonly evidence: string;
}

export const exceptions: readonly Exception[] = [];
