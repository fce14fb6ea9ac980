import { sourcesIn, type SourceFile } from '../imports.cts';

const FOLDERS = ['nodes', 'credentials', 'sandbox', 'harness', 'demo', 'test', 'scripts'];

/** The room of a module of this checkout in a picture; undefined leaves it out. */
type RoomOf = (module: string) => string | undefined;

/** By the name of its place in docs/internals.md. */
const PICTURES: ReadonlyArray<readonly [string, RoomOf]> = [
	['rooms', (module) => /^nodes\/\w+|^\w+(?=\/)/.exec(module)?.[0]],
	[
		'rooms of nodes/core',
		(module) => /^nodes\/(core\/\w+)\//.exec(module)?.[1] ?? atCoreRoot(module),
	],
];

const atCoreRoot = (module: string): string | undefined =>
	module.startsWith('nodes/core/') ? 'core/*.ts' : undefined;

/** docs/internals.md with its pictures drawn again from the imports of all files. */
export function withRoomPictures(page: string, root: string): string {
	const sources = sourcesIn(root, FOLDERS);
	return PICTURES.reduce((text, [name, roomOf]) => {
		const begin = `<!-- picture of the ${name}, made by npm run generate -->\n`;
		const end = `<!-- end of the picture of the ${name} -->`;
		const [from, to] = [text.indexOf(begin), text.indexOf(end)];
		if (from < 0 || to < from) throw new Error(`docs/internals.md has no place for: ${begin}`);
		const picture = ['', '```mermaid', ...drawn(sources, roomOf), '```', '', ''].join('\n');
		return `${text.slice(0, from + begin.length)}${picture}${text.slice(to)}`;
	}, page);
}

/** A flow chart: a full arrow where a room needs another when it runs, a dotted one where it needs types only. */
function drawn(sources: readonly SourceFile[], roomOf: RoomOf): string[] {
	const arrows = new Map<string, '-->' | '-.->'>();
	for (const { file, imports, typeImports } of sources) {
		const from = roomOf(file.replace(/\.[cm]?ts$/, ''));
		if (from === undefined) continue;
		const draw = (modules: readonly string[], arrow: '-->' | '-.->') => {
			for (const to of modules.filter(isOwn).map(roomOf)) {
				if (to === undefined || to === from) continue;
				const ends = `${from}\t${to}`;
				if (arrows.get(ends) !== '-->') arrows.set(ends, arrow);
			}
		};
		draw(typeImports, '-.->');
		draw(imports, '-->');
	}
	const rooms = [...new Set([...arrows.keys()].flatMap((ends) => ends.split('\t')))].sort();
	return [
		'flowchart LR',
		...rooms.map((room) => `  ${idOf(room)}["${room}"]`),
		...[...arrows].sort().map(([ends, arrow]) => {
			const [from = '', to = ''] = ends.split('\t');
			return `  ${idOf(from)} ${arrow} ${idOf(to)}`;
		}),
	];
}

const isOwn = (module: string): boolean =>
	FOLDERS.some((folder) => module.startsWith(`${folder}/`));

const idOf = (room: string): string => room.replaceAll(/\W+/g, '_');
