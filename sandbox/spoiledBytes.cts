import { gzipSync } from 'node:zlib';
import type { Outcome } from './exchange.cts';
import type { SPOILS } from './faults.cts';

/** The answer in bytes that do not fit its headers, or that few services send. */
export function spoiled(outcome: Outcome, how: (typeof SPOILS)[number]): Outcome {
	if (outcome.cut) return outcome;
	const text = String(outcome.payload);
	const zipped = gzipSync(text);
	switch (how) {
		case 'brokenGzip':
			return changed(outcome, Buffer.from(text), { 'content-encoding': 'gzip' });
		case 'cutGzip': {
			const half = zipped.subarray(0, Math.floor(zipped.length / 2));
			return changed(outcome, half, { 'content-encoding': 'gzip' });
		}
		case 'byteOrderMark':
			return changed(outcome, Buffer.from(`\uFEFF${text}`));
		case 'utf16':
			return changed(outcome, Buffer.from(`\uFEFF${text}`, 'utf16le'), {
				'content-type': 'application/json; charset=utf-16',
			});
		case 'latin1':
			// A letter with an accent, which is no UTF-8 in this form.
			return changed(outcome, Buffer.from(text.replace(/^\{/, '{"remark":"\u00e9",'), 'latin1'), {
				'content-type': 'application/json; charset=iso-8859-1',
			});
	}
}

/** The answer, followed by so many megabytes of white space, which JSON allows. */
export function enlarged(outcome: Outcome, megabytes: number): Outcome {
	if (outcome.cut) return outcome;
	return { ...outcome, payload: `${String(outcome.payload)}${' '.repeat(megabytes * 1_000_000)}` };
}

function changed(
	outcome: Exclude<Outcome, { cut: true }>,
	payload: Buffer,
	headers: Record<string, string> = {},
): Outcome {
	return { ...outcome, payload, headers: { ...outcome.headers, ...headers } };
}
