/** CI runs all of a model test; elsewhere a quarter has to do, or these tests would take as long as all others. */
export const PART_OF_RUNS = process.env.CI === undefined ? 0.25 : 1;
