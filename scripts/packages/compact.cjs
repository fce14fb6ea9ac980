// node scripts/packages/compact.cjs <folder> takes from compiled code and JSON what says nothing: blanks, and the lines in
// which tsc announces exports before they have a value. The package stays readable.
const { readdirSync, readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const ts = require('typescript');

/** tsc indents by four spaces; the sources have tabs. */
function withTabs(code) {
	const source = ts.createSourceFile('compiled.js', code, ts.ScriptTarget.ES2022);
	const templates = [];
	const collect = (node) => {
		if (ts.isTemplateLiteralToken(node)) templates.push([node.pos, node.end]);
		ts.forEachChild(node, collect);
	};
	collect(source);
	// A line that begins inside a template is text of the program.
	const isText = (at) => templates.some(([from, to]) => from < at && at < to);
	return code.replaceAll(/^(?: {4})+/gm, (spaces, at) =>
		isText(at) ? spaces : '\t'.repeat(spaces.length / 4),
	);
}

function compact(folder) {
	for (const file of readdirSync(folder, { recursive: true })) {
		const rewrite = rewrites.find(({ name }) => name.test(file))?.rewrite;
		if (rewrite === undefined) continue;
		const path = join(folder, file);
		writeFileSync(path, rewrite(readFileSync(path, 'utf8')));
	}
}

const ANNOUNCED = /^(?:exports\.\w+ = )+void 0;\n/gm;

const rewrites = [
	{ name: /\.js$/, rewrite: (code) => withTabs(code).replaceAll(ANNOUNCED, '') },
	{ name: /\.json$/, rewrite: (json) => JSON.stringify(JSON.parse(json)) },
];

if (require.main === module) compact(process.argv[2]);

module.exports = { compact };
