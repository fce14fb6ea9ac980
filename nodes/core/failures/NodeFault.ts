import { InvalidInput } from './InvalidInput';

/** What keeps every item from being sent, such as a credential that cannot work: the items themselves may be right. */
export class NodeFault extends InvalidInput {
	constructor(message: string, howToGoOn: string) {
		super(message, howToGoOn);
		this.name = 'NodeFault';
	}
}

/** What `work` gives; bad input that it throws is that of the node. */
export function nodeFaultOf<Result>(work: () => Result): Result {
	try {
		return work();
	} catch (reason) {
		const isInput = reason instanceof InvalidInput;
		throw isInput ? new NodeFault(reason.message, reason.howToGoOn) : reason;
	}
}
