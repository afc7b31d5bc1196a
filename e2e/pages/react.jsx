// The same form, as React has them: it draws what its state says, and learns of a value only through its own events.
import { useState } from "react";
import { createRoot } from "react-dom/client";

const empty = {
  mail: "", first: "", street: "", number: "", zip: "", city: "", country: "", bill: "", town: "", land: "", note: "ring twice",
};

function Address() {
  const [values, setValues] = useState(empty);
  const [drawn, setDrawn] = useState(0);
  window.known = values;
  const field = (id) => ({
    id,
    value: values[id],
    onChange: ({ target }) => setValues((before) => ({ ...before, [id]: target.value })),
  });
  return (
    <>
      <form id="address" data-drawn={drawn}>
        <input {...field("mail")} autoComplete="email" />
        <input {...field("first")} autoComplete="section-parcel shipping given-name" />
        <input {...field("street")} autoComplete="shipping address-line1" />
        <input {...field("number")} autoComplete="shipping address-line2" />
        <input {...field("zip")} autoComplete="shipping postal-code" />
        <input {...field("city")} autoComplete="shipping address-level2" />
        <select {...field("country")} autoComplete="shipping country">
          <option value="">Choose</option>
          <option value="AT">Austria</option>
          <option value="DE">Germany</option>
        </select>
        <textarea {...field("bill")} autoComplete="billing street-address" />
        <input {...field("town")} autoComplete="billing address-level2" />
        <select {...field("land")} autoComplete="billing country-name">
          <option value="">Choose</option>
          <option value="14">Austria</option>
          <option value="60">Germany</option>
        </select>
        <input {...field("note")} />
      </form>
      <button id="again" onClick={() => setDrawn(drawn + 1)}>Draw again</button>
    </>
  );
}

createRoot(document.getElementById("app")).render(<Address />);
