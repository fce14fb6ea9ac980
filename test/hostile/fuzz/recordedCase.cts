import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { virtualTime } from '../../../harness/engine/virtualTime.cts';
import type { OperationCase, TestedService } from '../../cases/everyService.cts';
import { tampered } from '../../cases/tampered.cts';
import type { OfflineAnswer, OfflineRequest } from './offline.cts';

/** A valid use of an operation, and what the sandbox answered to it. */
export interface RecordedCase {
	name: string;
	parameters: INodeParameters;
	input: IDataObject[];
	/** Whether it has an answer to such a request. */
	knows(request: OfflineRequest): boolean;
	/** The answer to such a request, or its last one. */
	answerTo(request: OfflineRequest): OfflineAnswer;
}

const NOT_FOUND: OfflineAnswer = { statusCode: 404, headers: {}, body: { message: 'Not found' } };

/** Runs each case once against the sandbox. */
export async function recordCases(service: TestedService): Promise<RecordedCase[]> {
	const recorded: RecordedCase[] = [];
	const count = service.cases({}).length;
	for (let index = 0; index < count; index++) {
		const chosen = service.cases(await service.prepare())[index] as OperationCase;
		const { name, parameters, input = [{}] } = chosen;
		const answers = new Map<string, OfflineAnswer>();
		virtualTime();
		const { error } = await service.run(name, parameters, {
			input: [input],
			node: tampered(service.newNode(), async ({ request, send }) => {
				const answer = (await send()) as OfflineAnswer;
				answers.set(kindOf(request), answer);
				return answer;
			}),
		});
		jest.restoreAllMocks();
		if (error !== undefined) throw new Error(`${name}: ${error.message}`);
		const [resource = '', operation = ''] = name.split('.');
		recorded.push({
			name,
			parameters: { resource, operation, ...parameters },
			input,
			knows: (request) => answers.has(kindOf(request)),
			answerTo: (request) =>
				structuredClone(answers.get(kindOf(request)) ?? [...answers.values()].at(-1) ?? NOT_FOUND),
		});
	}
	return recorded;
}

/** Method and path, without what names one record. */
const kindOf = ({ method = 'GET', url }: { method?: string; url: string }): string =>
	`${method} ${new URL(url).pathname.replace(/\w*\d[\w-]*/g, '*')}`;
