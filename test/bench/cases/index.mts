import type { BenchCase } from '../benchCase.mts';
import { backlog, backlogFar } from './backlog.mts';
import { emptyPoll } from './emptyPoll.mts';
import { expressions } from './expressions.mts';
import { getAll, getAllFar } from './getAll.mts';
import { loading } from './loading.mts';
import { runnerCost } from './runnerCost.mts';
import { samsaraUpdate } from './samsaraUpdate.mts';
import { sendBatch } from './sendBatch.mts';
import { setyCreate, setyCreateHttps } from './setyCreate.mts';

const notInCheck = (one: BenchCase): BenchCase => ({ ...one, inCheck: false });

/** The rows of the table, in their order. */
export const cases: readonly BenchCase[] = [
	sendBatch,
	samsaraUpdate,
	setyCreate,
	notInCheck(setyCreateHttps),
	notInCheck(getAllFar),
	getAll,
	runnerCost,
	expressions,
	emptyPoll,
	notInCheck(backlogFar),
	backlog,
	loading,
];
