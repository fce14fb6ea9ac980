/** Where the suite, which is a process of its own, finds how many minutes the load lasts. */
export const SOAK_MINUTES = 'SOAK_MINUTES';
export const DEFAULT_MINUTES = 20;

/** A shorter run shows its slopes, but is not judged by them, nor put into the table: they are of the warm-up. */
export const LEAST_MINUTES = 10;
