/** A part of the nodes that is broken on purpose, and the tests that should notice. */
export interface Piece {
	readonly mutate: readonly string[];
	readonly tests: readonly string[];
	/** How much of the code is broken, between 0 and 1; all of it by default. `mutate` then names folders. */
	readonly share?: number;
}

export const pieces: Readonly<Record<string, Piece>> = {
	'retry-policy': {
		mutate: ['nodes/core/http/retryPolicy.ts'],
		tests: ['test/core/http/retryPolicy.test.cts', 'test/core/http/sendWithRetries.test.cts'],
	},
	batching: {
		mutate: ['nodes/core/batching/*.ts'],
		tests: ['test/core/batching/*.test.cts'],
	},
	'idempotency-key': {
		mutate: ['nodes/core/run/idempotencyKey.ts'],
		tests: ['test/core/run/idempotencyKey.test.cts'],
	},
	safeguards: {
		mutate: [
			'nodes/Sety/incident/safeguards.ts',
			'nodes/core/run/caller.ts',
			'nodes/core/toolVariant.ts',
			'nodes/Sety/resolvedAddress.ts',
		],
		tests: [
			'test/Sety/incident/liveSwitches.test.cts',
			'test/Sety/resolvedAddress.test.cts',
			'test/Sety/safeguard.test.cts',
			'test/core/run/caller.test.cts',
		],
	},
	'polling-memory': {
		mutate: [
			'nodes/core/polling/snapshot.ts',
			'nodes/core/polling/seenKeys.ts',
			'nodes/core/polling/clocks.ts',
		],
		tests: [
			'test/core/polling/snapshot.test.cts',
			'test/core/polling/seenKeys.test.cts',
			'test/core/polling/clocks.test.cts',
		],
	},
	'polling-stream': {
		mutate: ['nodes/core/polling/stream.ts'],
		tests: ['test/core/polling/stream.test.cts', 'test/core/polling/streamEdges.test.cts'],
	},
	'polling-newest-first': {
		mutate: ['nodes/core/polling/newestFirst.ts'],
		tests: [
			'test/core/polling/newestFirst.test.cts',
			'test/core/polling/newestFirstEdges.test.cts',
		],
	},
	'polling-scan': {
		mutate: [
			'nodes/core/polling/scanNewestFirst.ts',
			'nodes/core/polling/backlogSearch.ts',
			'nodes/core/polling/baseline.ts',
		],
		tests: [
			'test/core/polling/newestFirst.test.cts',
			'test/core/polling/backlogSearch.test.cts',
			'test/core/polling/baseline.test.cts',
			'test/core/polling/scanEdges.test.cts',
		],
	},
	'polling-poll': {
		mutate: ['nodes/core/polling/poll.ts', 'nodes/core/polling/source.ts'],
		tests: ['test/core/polling/poll.test.cts', 'test/core/polling/pollEdges.test.cts'],
	},
	'polling-records': {
		mutate: ['nodes/core/polling/unusableRecords.ts'],
		tests: ['test/core/polling/unusableRecords.test.cts'],
	},
	'record-time': {
		mutate: ['nodes/core/polling/recordTime.ts'],
		tests: ['test/core/polling/recordTime.test.cts'],
	},
	paging: {
		mutate: ['nodes/core/paging/pages.ts', 'nodes/core/paging/readList.ts'],
		tests: [
			'test/core/paging/pages.test.cts',
			'test/core/paging/readList.test.cts',
			'test/core/paging/readCursorList.test.cts',
			'test/core/paging/pagingEdges.test.cts',
		],
	},
	'read-ahead': {
		mutate: ['nodes/core/paging/readAhead.ts'],
		tests: ['test/core/paging/readAhead.test.cts', 'test/core/paging/readAheadEdges.test.cts'],
	},
	webhook: {
		mutate: ['nodes/core/webhook/*.ts'],
		tests: ['test/core/webhook/*.test.cts'],
	},
	doorbell: {
		mutate: ['nodes/Sety/doorbell/{changes,doorbell,ledger}.ts'],
		tests: ['test/Sety/doorbell/doorbell.test.cts'],
	},
	'safetykit-webhook': {
		mutate: [
			'nodes/SafetyKit/trigger/verifyWebhook.ts',
			'nodes/SafetyKit/trigger/deliveries.ts',
			'nodes/SafetyKit/trigger/receiveWebhook.ts',
			'nodes/SafetyKit/trigger/requireReady.ts',
		],
		tests: ['test/SafetyKit/trigger/*.test.cts'],
	},
	'doorbell-delivery': {
		mutate: ['nodes/Sety/doorbell/receiveDelivery.ts'],
		tests: [
			'test/Sety/doorbell/receiveDelivery.test.cts',
			'test/Sety/doorbell/webhookTrigger.test.cts',
		],
	},
	'endpoint-overrides': {
		mutate: ['nodes/Sety/overrides.ts', 'nodes/Sety/call.ts'],
		tests: ['test/Sety/overrides.test.cts', 'test/Sety/call.test.cts'],
	},
	addresses: {
		mutate: ['nodes/core/http/address.ts', 'nodes/core/http/url.ts'],
		tests: [
			'test/core/http/address.test.cts',
			'test/Sety/resolvedAddress.test.cts',
			'test/credentials/https.test.cts',
		],
	},
	redact: {
		mutate: ['nodes/core/failures/redact.ts'],
		tests: ['test/core/failures/redact.test.cts', 'test/core/failures/redactGrowth.test.cts'],
	},
	'failure-text': {
		mutate: ['nodes/core/failures/text.ts'],
		tests: ['test/core/failures/text.test.cts'],
	},
	'to-node-error': {
		mutate: ['nodes/core/failures/{cancellation,failures,toNodeError}.ts'],
		tests: ['test/core/failures/{cancellation,failures,toNodeError}.test.cts'],
	},
	run: {
		mutate: ['nodes/core/run'],
		tests: [
			'test/core/run/*.test.cts',
			'test/Sety/{checkBeforeSending,halfEmptyIds,onError}.test.cts',
		],
		share: 0.2,
	},
	http: {
		mutate: ['nodes/core/http'],
		tests: [
			'test/core/http/*.test.cts',
			'test/credentials/*.test.cts',
			'test/Samsara/safetyEvent/downloadMedia.test.cts',
		],
		share: 0.15,
	},
	form: {
		mutate: ['nodes/core/form'],
		tests: ['test/core/form/*.test.cts'],
		share: 0.15,
	},
	geo: {
		mutate: ['nodes/core/geo'],
		tests: ['test/core/geo/*.test.cts'],
		share: 0.4,
	},
	// Of the services, the tests that take long for each break are left out.
	sety: {
		mutate: ['nodes/Sety'],
		tests: [
			'test/Sety/{answers,badInput,call,choices,confirmation,safeguard,service}.test.cts',
			'test/Sety/{listEnvelope,listSearch,overrides,resolvedAddress,success}.test.cts',
			'test/Sety/{accessLog,threatIntelligence}/*.test.cts',
			'test/Sety/doorbell/{doorbell,webhookTrigger}.test.cts',
			'test/Sety/incident/{cancellation,incident,liveSwitches}.test.cts',
			'test/Sety/incident/{asGiven,doubtfulEmergency,phone,samePerson,statuses}.test.cts',
			'test/Sety/trigger/{area,eventIds,incident*,setyTrigger,statusChanges}.test.cts',
			'test/golden/parameters.test.cts',
		],
		share: 0.04,
	},
	samsara: {
		mutate: ['nodes/Samsara'],
		tests: [
			'test/Samsara/*.test.cts',
			'test/Samsara/directory/*.test.cts',
			'test/Samsara/safetyEvent/!(scale).test.cts',
			'test/Samsara/trigger/!(eventStream).test.cts',
			'test/golden/parameters.test.cts',
			'test/package/editorTexts.test.cts',
		],
		share: 0.05,
	},
	safetykit: {
		mutate: ['nodes/SafetyKit'],
		tests: ['test/SafetyKit/**/*.test.cts', 'test/golden/parameters.test.cts'],
		share: 0.07,
	},
};
