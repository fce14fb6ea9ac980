import { collection, field } from '../../core/form/field';
import type { FormOf } from '../../core/form/field';
import { isBlank } from '../../core/form/schemas';
import { isJsonRecord, isText } from '../../core/json';
import { byType } from './byType';
import { forTypesWith, single } from './fieldsMode';
import type { Report } from './problem';
import { textProblem } from './problem';

export const productFields = [
	byType(
		field(
			{
				displayName: 'Price',
				name: 'price',
				type: 'string',
				default: '',
				placeholder: 'e.g. 19.99',
				description: 'A decimal number with a point',
			},
			single,
		),
		'product',
	),
	byType(
		field(
			{
				displayName: 'Currency',
				name: 'currency',
				type: 'string',
				default: '',
				placeholder: 'e.g. USD',
				description: 'The currency of the price',
			},
			single,
		),
		'product',
	),
	collection(
		{
			displayName: 'Product Details',
			name: 'productDetails',
			type: 'collection',
			displayOptions: forTypesWith('product'),
			placeholder: 'Add detail',
			default: {},
		},
		[
			field(
				{
					displayName: 'Discounted Price',
					name: 'discountedPrice',
					type: 'string',
					default: '',
					placeholder: 'e.g. 9.99',
					description: 'A decimal number with a point, in the same currency',
				},
				single,
			),
			field(
				{
					displayName: 'Ships From',
					name: 'shipsFrom',
					type: 'string',
					default: '',
					placeholder: 'e.g. US',
					description: 'Where the seller ships the product from',
				},
				single,
			),
			field(
				{
					displayName: 'Ships To',
					name: 'shipsTo',
					type: 'string',
					default: '',
					placeholder: 'e.g. US, CA',
					description: 'Countries or regions, separated by commas or line breaks',
				},
				single,
			),
		],
	),
] as const;

/** The fields that hold the parts of `product`. */
export const PARAMETERS_OF_PRODUCT: ReadonlyArray<[way: string, path: readonly string[]]> = [
	['product price amount', ['price']],
	['product price currency', ['currency']],
	['product discounted_price amount', ['productDetails', 'discountedPrice']],
	['product discounted_price currency', ['currency']],
	['product shipping_info ships_from', ['productDetails', 'shipsFrom']],
	['product shipping_info ships_to', ['productDetails', 'shipsTo']],
	['product', ['price']],
];

export function productOf({ price, currency, productDetails }: FormOf<typeof productFields>) {
	const { discountedPrice, shipsFrom, shipsTo } = productDetails;
	const ships = shipsFrom !== undefined || shipsTo !== undefined;
	return {
		price: { amount: price, currency },
		...(discountedPrice === undefined
			? {}
			: { discounted_price: { amount: discountedPrice, currency } }),
		...(ships ? { shipping_info: { ships_from: shipsFrom, ships_to: shipsTo ?? [] } } : {}),
	};
}

const DECIMAL = /^\d+(\.\d+)?$/;

/** `product`: known from SDK types only. An amount is a decimal number written as text there. */
export function checkProduct(product: unknown, report: Report): void {
	const refuse = (below: string[], what: string, howToGoOn: string) =>
		report({ field: 'product', below, what, howToGoOn });
	if (!isJsonRecord(product)) {
		const howToGoOn = 'Write it like {"price": {"amount": "19.99", "currency": "USD"}}.';
		refuse([], 'is not a JSON object', howToGoOn);
		return;
	}
	for (const name of ['price', 'discounted_price']) {
		const money = product[name];
		if (money === undefined && name !== 'price') continue;
		if (!isJsonRecord(money)) {
			refuse([name], 'is empty', 'Enter an amount and a currency.');
			continue;
		}
		const { amount, currency } = money;
		if (amount === undefined || amount === '') {
			refuse([name, 'amount'], 'is empty', 'Enter an amount, such as 19.99.');
		} else if (!isText(amount) || !DECIMAL.test(amount)) {
			refuse([name, 'amount'], 'is not a decimal number', 'Write it like 19.99.');
		}
		if (isBlank(currency)) {
			refuse([name, 'currency'], 'is empty', 'Enter a currency, such as USD.');
		} else if (typeof currency !== 'string') {
			const { what, howToGoOn } = textProblem(currency);
			refuse([name, 'currency'], what, howToGoOn);
		}
	}
	const shipping = product.shipping_info;
	if (shipping === undefined) return;
	if (!isJsonRecord(shipping) || !isText(shipping.ships_from)) {
		const howToGoOn = 'Enter where the seller ships the product from, such as US.';
		refuse(['shipping_info', 'ships_from'], 'is empty', howToGoOn);
	} else if (!Array.isArray(shipping.ships_to) || !shipping.ships_to.every(isText)) {
		const howToGoOn = 'Enter where the seller ships the product to, such as ["US", "CA"].';
		refuse(['shipping_info', 'ships_to'], 'is not a list of texts', howToGoOn);
	}
}
