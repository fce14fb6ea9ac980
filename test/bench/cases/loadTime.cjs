// Run in a process of its own: the processor time that it takes to load the given modules and to make their classes, in
// milliseconds, in an n8n that has loaded its engine. Arguments: the folder of that n8n, then pairs of a module and its class.
const { createRequire } = require('node:module');
const { join } = require('node:path');

const [hostFolder, ...modules] = process.argv.slice(2);
const ofHost = createRequire(join(hostFolder, 'package.json'));
ofHost('reflect-metadata');
ofHost('n8n-core');

const begun = process.threadCpuUsage();
for (let index = 0; index < modules.length; index += 2) {
	const Type = ofHost(modules[index])[modules[index + 1]];
	new Type();
}
const { user, system } = process.threadCpuUsage(begun);
process.stdout.write(String((user + system) / 1_000));
process.exit();
