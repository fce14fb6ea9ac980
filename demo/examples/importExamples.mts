import type { N8nRest } from '../../harness/n8n/rest.mts';
import type { UserFolder } from '../../harness/n8n/userFolder.mts';
import { fingerprint, withCredentials, type Credentials, type Example } from './exampleFile.mts';

export interface ImportedExample {
	example: Example;
	workflowId: string;
	/** Whether it came into n8n just now; otherwise it is as the user left it. */
	isNew: boolean;
}

/**
 * Brings every example into n8n once. What the user has made of it since then stays, until the example itself
 * changes (or its credential was deleted and has a new id); one that was deleted in the editor comes back.
 */
export async function importExamples(
	rest: N8nRest,
	userFolder: UserFolder,
	examples: Example[],
	credentials: Credentials,
): Promise<ImportedExample[]> {
	const result: ImportedExample[] = [];
	for (const example of examples) {
		const content = withCredentials(example, credentials);
		const hash = fingerprint(content);
		const { memory } = userFolder;
		const earlier = memory.imported[example.file];
		let workflowId = earlier?.workflowId;
		let isNew = true;
		if (workflowId === undefined || !(await rest.hasWorkflow(workflowId))) {
			workflowId = await rest.createWorkflow(content);
		} else if (earlier?.fingerprint !== hash) {
			await rest.updateWorkflow(workflowId, content);
		} else {
			isNew = false;
		}
		await userFolder.remember({
			...memory,
			imported: { ...memory.imported, [example.file]: { workflowId, fingerprint: hash } },
		});
		result.push({ example, workflowId, isNew });
	}
	return result;
}
