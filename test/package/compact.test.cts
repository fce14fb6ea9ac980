import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const program = join(__dirname, '../../scripts/packages/compact.cjs');

/** What the build makes of compiled files, by path. */
function compacted(files: Record<string, string>): Record<string, string> {
	const folder = mkdtempSync(join(tmpdir(), 'compact-'));
	try {
		mkdirSync(join(folder, 'inner'));
		for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text);
		execFileSync(process.execPath, [program, folder]);
		const read = (file: string) => [file, readFileSync(join(folder, file), 'utf8')];
		return Object.fromEntries(Object.keys(files).map(read)) as Record<string, string>;
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

it('writes tabs, leaves the lines of a template alone, and drops exports that have no value yet', () => {
	const files = compacted({
		'inner/a.js':
			'exports.b = exports.a = void 0;\nif (x) {\n    exports.a = `\n    one ${\n        y}\n        two`;\n    go(x,\n      y);\n}\n',
		'b.json': '{\n  "one": "two  three"\n}\n',
		'c.svg': '<svg>\n    <path />\n</svg>\n',
	});

	expect(files).toEqual({
		'inner/a.js':
			'if (x) {\n\texports.a = `\n    one ${\n\t\ty}\n        two`;\n\tgo(x,\n\t  y);\n}\n',
		'b.json': '{"one":"two  three"}',
		'c.svg': '<svg>\n    <path />\n</svg>\n',
	});
});
