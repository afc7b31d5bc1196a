// A form that is just a form, on a page that listens to it.
const names = ["mail", "first", "street", "number", "zip", "city", "country", "bill", "town", "land", "note"];
window.known = {};
window.heard = {};
document.getElementById("app").innerHTML = `<form id="address">
  <input id="mail" autocomplete="email">
  <input id="first" autocomplete="section-parcel shipping given-name">
  <input id="street" autocomplete="shipping address-line1">
  <input id="number" autocomplete="shipping address-line2">
  <input id="zip" autocomplete="shipping postal-code">
  <input id="city" autocomplete="shipping address-level2">
  <select id="country" autocomplete="shipping country">
    <option value="">Choose</option><option value="AT">Austria</option><option value="DE">Germany</option>
  </select>
  <textarea id="bill" autocomplete="billing street-address"></textarea>
  <input id="town" autocomplete="billing address-level2">
  <select id="land" autocomplete="billing country-name">
    <option value="">Choose</option><option value="14">Austria</option><option value="60">Germany</option>
  </select>
  <input id="note" value="ring twice">
</form>
<button id="again">Draw again</button>`;
const form = document.getElementById("address");
for (const name of names) {
  window.known[name] = form.elements[name].value;
}
for (const type of ["input", "change"]) {
  form.addEventListener(type, ({ target }) => {
    window.known[target.id] = target.value;
    (window.heard[target.id] ??= []).push(type);
  });
}
