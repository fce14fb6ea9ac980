// What the nodes get from their host comes from the older one; all else from this checkout. Modules of the older host
// find their own as ever.
const { sep } = require('node:path');

const HOST = process.env.COMPAT_HOST;
const OF_THE_HOST = /^(n8n-core|n8n-workflow|zod|reflect-metadata)(\/|$)/;

module.exports = (request, options) => {
	const isInHost = options.basedir.startsWith(HOST + sep);
	const basedir = OF_THE_HOST.test(request) && !isInHost ? HOST : options.basedir;
	return options.defaultResolver(request, { ...options, basedir });
};
