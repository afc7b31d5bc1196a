// Mistakes that the types must find. A line without its mistake does not compile.

import { createRef } from "preact";
import "express-checkout/preact";

const input = createRef<HTMLInputElement>();

export const Wrong = () => [
  // @ts-expect-error
  <express-checkout finish="later" />,
  // @ts-expect-error
  <express-checkout cartid="1" />,
  // @ts-expect-error
  <express-checkout disabled="false" />,
  // @ts-expect-error
  <express-checkout glueUrl={1} />,
  // @ts-expect-error
  <express-checkout onec-complete={(event) => event.detail.redirectUrl} />,
  // @ts-expect-error
  <express-checkout onEcComplete={() => {}} />,
  // @ts-expect-error
  <express-checkout ref={input} />,
  // @ts-expect-error
  <express-checkouts />,
];
