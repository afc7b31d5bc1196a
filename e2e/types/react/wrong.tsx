// Mistakes that the types must find. A line without its mistake does not compile.

import { useRef } from "react";
import "express-checkout/react";

export const Wrong = () => {
  const input = useRef<HTMLInputElement>(null);
  return [
    // @ts-expect-error
    <express-checkout finish="later" />,
    // @ts-expect-error
    <express-checkout cartid="1" />,
    // @ts-expect-error
    <express-checkout disabled="false" />,
    // @ts-expect-error
    <express-checkout glueUrl={1} />,
    // @ts-expect-error
    <express-checkout messages={{ placeOder: "Buy now" }} />,
    // @ts-expect-error
    <express-checkout onec-complete={(event) => event.detail.redirectUrl} />,
    // @ts-expect-error React hears only the name of the event
    <express-checkout onEcComplete={() => {}} />,
    // @ts-expect-error
    <express-checkout ref={input} />,
    // @ts-expect-error
    <express-checkouts />,
  ];
};
