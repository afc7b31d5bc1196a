// The names under which shoppers know the payment methods of the sandbox.

import { words } from './words.js';

/** The element's own texts of this shop. Stripe draws the button of Google Pay, so the element says that name, too. */
export const MESSAGES = { 'method.stripe-stripe-express': 'Google Pay', 'method.redirectpay-wallet-redirect': 'Demo Wallet' };

/** The name of a method in an event of the element. */
export const nameOf = ({ key, method }) => MESSAGES[`method.${key}`] ?? method ?? words('express checkout');
