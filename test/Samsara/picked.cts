import type { INodeParameters } from 'n8n-workflow';

/** Rows of a field that takes several drivers, vehicles, tags or coaches, each given "By ID". */
export const picked = (...ids: unknown[]): INodeParameters =>
	({ list: ids.map((value) => ({ id: { __rl: true, mode: 'id', value } })) }) as INodeParameters;
