import { z } from 'zod';
import { ERRORS, type ErrorCode } from './errors.js';

/** Apart from the table, so that the page, which needs only that, does not carry zod. */
export const errorCodeSchema = z.enum(Object.keys(ERRORS) as [ErrorCode, ...ErrorCode[]]);
