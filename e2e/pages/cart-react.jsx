// A cart in React: it sets the element's properties, disables it until the shopper agrees, and hears how it ended.
import { useState } from "react";
import { createRoot } from "react-dom/client";

const given = document.getElementById("checkout");
const app = document.createElement("div");
given.replaceWith(app);

function Cart() {
  const [agreed, setAgreed] = useState(false);
  const [outcome, setOutcome] = useState("");
  return (
    <>
      <express-checkout
        id="checkout"
        glueUrl={given.getAttribute("glue-url")}
        cartId={given.getAttribute("cart-id")}
        anonymousId={given.getAttribute("anonymous-id")}
        providerOrigins={given.getAttribute("provider-origins")}
        methods="redirectpay-wallet-redirect"
        theme={agreed ? "dark" : null}
        store={undefined}
        disabled={!agreed}
        onec-complete={(event) => setOutcome(event.detail.outcome)}
      />
      <button id="agree" onClick={() => setAgreed(true)}>Agree</button>
      <output id="outcome">{outcome}</output>
    </>
  );
}

// React sets a property only if the element has it already.
customElements.whenDefined("express-checkout").then(() => createRoot(app).render(<Cart />));
