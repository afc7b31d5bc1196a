// The same button, as React draws it.
import { useState } from "react";
import { createRoot } from "react-dom/client";

const style = {
  boxSizing: "border-box", width: "100%", minHeight: "3rem", padding: ".5em 1.25em", border: "1px solid transparent",
  borderRadius: ".5rem", background: "#1b1e24", color: "#fff", font: "600 1rem/1.25 system-ui, sans-serif", cursor: "pointer",
};

function Button({ host }) {
  const [result, setResult] = useState("");
  const pay = async () => {
    const sent = fetch(`${host.getAttribute("glue-url")}/payments`, {
      method: "POST",
      headers: { "content-type": "application/vnd.api+json", "x-anonymous-customer-unique-id": host.getAttribute("anonymous-id") },
      body: JSON.stringify({ data: { type: "payments", attributes: { cartId: host.getAttribute("cart-id") } } }),
    });
    window.open("", "pay", "popup,width=480,height=720");
    const response = await sent;
    setResult(`${response.status}`);
  };
  return <><button type="button" style={style} onClick={pay}>Express Checkout</button><p>{result}</p></>;
}

window.bench.draw = (host) => {
  host.root = createRoot(host);
  host.root.render(<Button host={host} />);
};
window.bench.undraw = (host) => host.root.unmount();
window.bench.draw(document.getElementById("checkout"));
