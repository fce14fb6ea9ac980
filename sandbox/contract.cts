import { readFileSync } from 'node:fs';
import addFormats from 'ajv-formats';
import Ajv2020, { type ErrorObject, type Options, type ValidateFunction } from 'ajv/dist/2020';
import { parse } from 'yaml';
import { z } from 'zod';

/** An answer of the sandbox itself that its OpenAPI file does not allow. */
export interface Violation {
	readonly at: string;
	readonly service: string;
	readonly operation: string;
	readonly status: number;
	readonly problem: string;
}

/** What in a request breaks the contract: `location.coordinates`, `is required`. */
export interface Complaint {
	readonly field: string;
	readonly problem: string;
}

export interface RequestParts {
	readonly params: Readonly<Record<string, unknown>>;
	readonly query: Readonly<Record<string, unknown>>;
	readonly body: unknown;
}

/** The parts with numbers and booleans of the query as such, or the first complaint. */
export type CheckedRequest =
	| ({ readonly ok: true } & RequestParts)
	| ({ readonly ok: false } & Complaint);

/** Where an operation stands in the OpenAPI file. */
export interface ContractOperation {
	readonly method: string;
	/** The template, e.g. `/incidents/{incidentId}`. */
	readonly path: string;
}

interface RequestValidators {
	readonly params: ValidateFunction;
	readonly query: ValidateFunction;
	readonly body: ValidateFunction | null;
	readonly bodyRequired: boolean;
}

const reference = z.object({ $ref: z.string() });
const parameter = z.object({
	name: z.string(),
	in: z.enum(['query', 'path', 'header', 'cookie']),
	required: z.boolean().default(false),
});
const requestBody = z.object({ required: z.boolean().default(false) });
const objectSchema = z.object({ properties: z.record(z.unknown()).optional() }).catch({});
const fieldsOf = z.record(z.unknown());

const AJV_OPTIONS: Options = {
	strict: false,
	validateFormats: true,
	// The file as a whole is no JSON Schema: ajv would compile the rules for one and check none of the schemas in the file.
	validateSchema: false,
};
const JSON_SCHEMA = 'content/application~1json/schema';

/** The rules of one OpenAPI 3.1 file, read and compiled on first use. */
export class Contract {
	readonly #document: () => Record<string, unknown>;
	/** Query and path values arrive as text and are read as what the schema says. */
	readonly #reader: () => Ajv2020;
	readonly #judge: () => Ajv2020;
	/** As the two above, but they go on after the first fault. */
	readonly #thoroughReader: () => Ajv2020;
	readonly #thoroughJudge: () => Ajv2020;
	readonly #schemas = new Map<string, ValidateFunction>();
	readonly #requests = new Map<string, RequestValidators>();
	readonly #thoroughRequests = new Map<string, RequestValidators>();
	readonly #answers = new Map<string, ValidateFunction | null>();

	constructor(file: string) {
		this.#document = once(() => z.record(z.unknown()).parse(parse(readFileSync(file, 'utf8'))));
		this.#judge = once(() => this.#ajv(AJV_OPTIONS));
		this.#reader = once(() => this.#ajv({ ...AJV_OPTIONS, coerceTypes: true }));
		this.#thoroughJudge = once(() => this.#ajv({ ...AJV_OPTIONS, allErrors: true }));
		this.#thoroughReader = once(() =>
			this.#ajv({ ...AJV_OPTIONS, allErrors: true, coerceTypes: true }),
		);
	}

	checkRequest(operation: ContractOperation, parts: RequestParts): CheckedRequest {
		const validators = this.#requestValidators(operation, this.#requests, {
			reader: this.#reader(),
			judge: this.#judge(),
		});
		// Copies, because reading numbers out of text writes into the object.
		const params = { ...parts.params };
		const query = { ...parts.query };
		const complaint =
			firstComplaint(validators.params, params) ??
			firstComplaint(validators.query, query) ??
			bodyComplaint(validators, parts.body);
		return complaint ? { ok: false, ...complaint } : { ok: true, params, query, body: parts.body };
	}

	/** Every fault of a request, fields among them that the file does not know; at most one for each field. */
	complaintsAbout(operation: ContractOperation, parts: RequestParts): Complaint[] {
		const validators = this.#requestValidators(operation, this.#thoroughRequests, {
			reader: this.#thoroughReader(),
			judge: this.#thoroughJudge(),
		});
		const inBody =
			parts.body === undefined
				? [bodyComplaint(validators, undefined)].filter((found) => found !== null)
				: [
						...(validators.body ? complaints(validators.body, parts.body) : []),
						...this.#unknownIn(`${operationPointer(operation)}/requestBody`, parts.body),
					];
		const declared = this.#parameters(operation, 'query').map(({ name }) => name);
		const found = [
			...complaints(validators.params, { ...parts.params }),
			...complaints(validators.query, { ...parts.query }),
			...Object.keys(parts.query)
				.filter((name) => !declared.includes(name))
				.map(notAllowed),
			...inBody,
		];
		return found.filter(
			({ field }, index) => found.findIndex((one) => one.field === field) === index,
		);
	}

	/** The first complaint about a value by a schema of `components/schemas`; null when all is well. */
	checkSchema(name: string, value: unknown): Complaint | null {
		const validate =
			this.#schemas.get(name) ??
			this.#judge().compile({ $ref: `openapi#/components/schemas/${name}` });
		this.#schemas.set(name, validate);
		return firstComplaint(validate, value);
	}

	/** What the file does not allow about this answer; null when all is well. */
	checkAnswer(operation: ContractOperation, status: number, body: unknown): string | null {
		const validate = this.#answerValidator(operation, status);
		if (!validate) return `status ${status} is not declared`;
		const complaint = firstComplaint(validate, body);
		return complaint && `${complaint.field} ${complaint.problem}`;
	}

	#ajv(options: Options): Ajv2020 {
		const ajv = new Ajv2020(options);
		addFormats(ajv);
		// The whole file under one id: every `#/components/…` in it then resolves by itself.
		ajv.addSchema(this.#document(), 'openapi');
		return ajv;
	}

	#requestValidators(
		operation: ContractOperation,
		compiled: Map<string, RequestValidators>,
		{ reader, judge }: { reader: Ajv2020; judge: Ajv2020 },
	): RequestValidators {
		const key = `${operation.method} ${operation.path}`;
		const known = compiled.get(key);
		if (known) return known;
		const body = this.#follow(`${operationPointer(operation)}/requestBody`);
		const validators: RequestValidators = {
			params: reader.compile(this.#parametersSchema(operation, 'path')),
			query: reader.compile(this.#parametersSchema(operation, 'query')),
			body: body && judge.compile({ $ref: `openapi${body.pointer}/${JSON_SCHEMA}` }),
			bodyRequired: body ? requestBody.parse(body.node).required : false,
		};
		compiled.set(key, validators);
		return validators;
	}

	#answerValidator(operation: ContractOperation, status: number): ValidateFunction | null {
		const key = `${operation.method} ${operation.path} ${status}`;
		const known = this.#answers.get(key);
		if (known !== undefined) return known;
		const responses = `${operationPointer(operation)}/responses`;
		// A range such as 2XX stands for every status in it that is not declared by itself.
		const response =
			this.#follow(`${responses}/${status}`) ??
			this.#follow(`${responses}/${Math.floor(status / 100)}XX`);
		const validate =
			response && this.#judge().compile({ $ref: `openapi${response.pointer}/${JSON_SCHEMA}` });
		this.#answers.set(key, validate);
		return validate;
	}

	/** One object schema for all path or all query parameters of an operation. */
	#parametersSchema(operation: ContractOperation, place: 'path' | 'query'): object {
		const properties: Record<string, { $ref: string }> = {};
		const required: string[] = [];
		for (const { pointer, name, required: isRequired } of this.#parameters(operation, place)) {
			properties[name] = { $ref: `openapi${pointer}/schema` };
			if (isRequired) required.push(name);
		}
		return { type: 'object', properties, required };
	}

	#parameters(operation: ContractOperation, place: 'path' | 'query') {
		return [pathPointer(operation), operationPointer(operation)]
			.flatMap((base) => this.#entries(`${base}/parameters`))
			.map(({ pointer, node }) => ({ pointer, ...parameter.parse(node) }))
			.filter((declared) => declared.in === place);
	}

	/** Fields that the schema of a body does not name. An object of which it names none is free. */
	#unknownIn(body: string, value: unknown): Complaint[] {
		const declared = this.#follow(body);
		return declared ? this.#unknownAt(`${declared.pointer}/${JSON_SCHEMA}`, value, []) : [];
	}

	#unknownAt(pointer: string, value: unknown, path: readonly string[]): Complaint[] {
		const schema = this.#follow(pointer);
		const { properties } = objectSchema.parse(schema?.node);
		const fields = fieldsOf.safeParse(value);
		if (!schema || properties === undefined || !fields.success) return [];
		return Object.entries(fields.data).flatMap(([name, inner]) => {
			const innerPath = [...path, name];
			return name in properties
				? this.#unknownAt(`${schema.pointer}/properties/${name}`, inner, innerPath)
				: [notAllowed(innerPath.join('.'))];
		});
	}

	#entries(pointer: string): Array<{ pointer: string; node: unknown }> {
		const list = nodeAt(this.#document(), pointer);
		if (!Array.isArray(list)) return [];
		return list.map((_, index) => this.#follow(`${pointer}/${index}`)).filter((found) => !!found);
	}

	/** The node at the pointer, or where its $ref leads. */
	#follow(pointer: string): { pointer: string; node: unknown } | null {
		const node = nodeAt(this.#document(), pointer);
		if (node === undefined) return null;
		const elsewhere = reference.safeParse(node);
		return elsewhere.success ? this.#follow(elsewhere.data.$ref) : { pointer, node };
	}
}

/** What `make` gives, made at the first call. */
function once<Made extends object>(make: () => Made): () => Made {
	let made: Made | undefined;
	return () => (made ??= make());
}

function pathPointer({ path }: ContractOperation): string {
	return `#/paths/${encodeURIComponent(path.replaceAll('~', '~0').replaceAll('/', '~1'))}`;
}

function operationPointer(operation: ContractOperation): string {
	return `${pathPointer(operation)}/${operation.method.toLowerCase()}`;
}

function nodeAt(document: unknown, pointer: string): unknown {
	let node = document;
	for (const step of pointer.split('/').slice(1)) {
		const key = decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~');
		if (typeof node !== 'object' || node === null) return undefined;
		node = Object.entries(node).find(([name]) => name === key)?.[1];
	}
	return node;
}

function bodyComplaint(validators: RequestValidators, body: unknown): Complaint | null {
	if (!validators.body) return null;
	if (body === undefined) {
		return validators.bodyRequired ? { field: 'body', problem: 'is required' } : null;
	}
	return firstComplaint(validators.body, body);
}

const notAllowed = (field: string): Complaint => ({ field, problem: 'is not allowed' });

function firstComplaint(validate: ValidateFunction, data: unknown): Complaint | null {
	return complaints(validate, data)[0] ?? null;
}

function complaints(validate: ValidateFunction, data: unknown): Complaint[] {
	return validate(data) ? [] : (validate.errors ?? []).map(complaintOf);
}

function complaintOf(error: ErrorObject): Complaint {
	const steps = error.instancePath.split('/').slice(1);
	const { missingProperty, allowedValues } = error.params;
	if (typeof missingProperty === 'string') {
		return { field: [...steps, missingProperty].join('.'), problem: 'is required' };
	}
	const field = steps.join('.') || 'body';
	if (Array.isArray(allowedValues)) {
		return { field, problem: `must be one of ${allowedValues.join(', ')}` };
	}
	return { field, problem: error.message ?? 'is not valid' };
}
