/** Words that are not written as their letters are. */
const SPELLED: Record<string, string> = {
	ai: 'AI',
	api: 'API',
	cctv: 'CCTV',
	id: 'ID',
	ids: 'IDs',
	gps: 'GPS',
	gbv: 'GBV',
	sos: 'SOS',
	ems: 'EMS',
	url: 'URL',
	vip: 'VIP',
	vin: 'VIN',
};

/** A code of a vendor: `location_threat`, `harshBraking`, `crash-detected`, `NeedsReview`. No spaces, no dots. */
const CODE =
	/^[a-z][a-z0-9]*(?:[_-][a-z0-9]+)*$|^[a-z][a-zA-Z0-9]*$|^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*$|^(?:[A-Z][a-z0-9]+){2,}$/;

/** A code longer than that is an ID, or no code at all. */
const LONGEST_CODE = 60;

/** A code of a vendor in words, with a capital letter: "Location threat". Any other text stays as it is. */
export function inWords(value: string): string {
	if (value.length > LONGEST_CODE || !CODE.test(value)) return value;
	const words = value
		.replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
		.split(/[\s_-]+/)
		.map((word) => word.toLowerCase())
		.map((word) => SPELLED[word] ?? word)
		.join(' ');
	return words.charAt(0).toUpperCase() + words.slice(1);
}
