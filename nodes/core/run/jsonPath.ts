import { isSafeObjectProperty } from 'n8n-workflow';

/** The names of the fields that lead to a value. */
export type Path = readonly string[];

/** `$json.trip.id` and `$json["Trip ID"]`, also with optional chaining. */
const JSON_PATH =
	/^\s*\$json((?:\??\.[\p{L}_$][\p{L}\p{N}_$]*|(?:\?\.)?\[(?:"[^"\\\r\n]*"|'[^'\\\r\n]*')\])+)\s*$/u;
const STEP = /\??\.([\p{L}_$][\p{L}\p{N}_$]*)|\[(?:"([^"\\]*)"|'([^'\\]*)')\]/gu;

/** The path of an expression that is only a path into the item's JSON; undefined for any other expression. */
export function pathOf(code: string): Path | undefined {
	const [, steps] = JSON_PATH.exec(code) ?? [];
	if (steps === undefined) return undefined;
	const path = [...steps.matchAll(STEP)].map(([, a, b, c]) => a ?? b ?? c ?? '');
	return path.every(isOrdinary) ? path : undefined;
}

/** n8n refuses some names, and others are members of every object. */
const isOrdinary = (name: string) => isSafeObjectProperty(name) && !(name in {});

/**
 * The value at a path, as n8n's expressions give it: undefined for a field that is missing, and for one below a missing or
 * null field. Without a result where only n8n knows: texts, lists and dates have members of their own, and n8n adds more.
 */
export function readPath(json: unknown, path: Path): { value: unknown } | undefined {
	let inner = json;
	for (const step of path) {
		if (inner === undefined || inner === null) return { value: undefined };
		if (!isPlainObject(inner)) return undefined;
		inner = Object.hasOwn(inner, step) ? inner[step] : undefined;
	}
	return { value: inner };
}

/** The prototypes of texts, numbers, lists and dates have one themselves. */
function isPlainObject(value: unknown): value is Record<string, unknown> {
	const prototype: unknown = Object.getPrototypeOf(value);
	return prototype === null || Object.getPrototypeOf(prototype) === null;
}
