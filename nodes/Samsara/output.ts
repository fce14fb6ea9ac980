import { outputFormats } from '../core/form/output';

/** The Output field, for responses without and with places. */
export const { outputFormat, outputFormatWithPlaces } = outputFormats('Samsara');
