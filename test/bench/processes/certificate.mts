import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { generate } from 'selfsigned';

import { LOOPBACK } from '../../../harness/process/ports.mts';

/** Files of a certificate of this run for loopback. */
export interface Certificate {
	/** Of the certificate, which its clients have to trust. */
	file: string;
	keyFile: string;
}

const SUBJECT_ALT_NAME_IP = 7;

export async function makeCertificate(folder: string): Promise<Certificate> {
	const certificate = { file: join(folder, 'sandbox.pem'), keyFile: join(folder, 'sandbox.key') };
	const { cert, private: key } = await generate([{ name: 'commonName', value: LOOPBACK }], {
		extensions: [
			{ name: 'basicConstraints', cA: true },
			{ name: 'subjectAltName', altNames: [{ type: SUBJECT_ALT_NAME_IP, ip: LOOPBACK }] },
		],
	});
	await writeFile(certificate.file, cert);
	await writeFile(certificate.keyFile, key, { mode: 0o600 });
	return certificate;
}

/** What a process gets that shall trust it. */
export const trusting = ({ file }: Certificate) => ({ NODE_EXTRA_CA_CERTS: file });
