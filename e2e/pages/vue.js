// The same form, as Vue has them: `v-model` hears `input`, with `.lazy` only `change`, and draws what the state says.
import { createApp, reactive, ref } from "vue/dist/vue.esm-bundler.js";

const values = reactive({
  mail: "", first: "", street: "", number: "", zip: "", city: "", country: "", bill: "", town: "", land: "", note: "ring twice",
});
window.known = values;

const template = `<form id="address" :data-drawn="drawn">
  <input id="mail" v-model.trim="values.mail" autocomplete="email">
  <input id="first" v-model="values.first" autocomplete="section-parcel shipping given-name">
  <input id="street" v-model="values.street" autocomplete="shipping address-line1">
  <input id="number" v-model="values.number" autocomplete="shipping address-line2">
  <input id="zip" v-model="values.zip" autocomplete="shipping postal-code">
  <input id="city" v-model.lazy="values.city" autocomplete="shipping address-level2">
  <select id="country" v-model="values.country" autocomplete="shipping country">
    <option value="">Choose</option><option value="AT">Austria</option><option value="DE">Germany</option>
  </select>
  <textarea id="bill" v-model="values.bill" autocomplete="billing street-address"></textarea>
  <input id="town" v-model="values.town" autocomplete="billing address-level2">
  <select id="land" v-model="values.land" autocomplete="billing country-name">
    <option value="">Choose</option><option value="14">Austria</option><option value="60">Germany</option>
  </select>
  <input id="note" v-model="values.note">
</form>
<button id="again" @click="drawn += 1">Draw again</button>`;

createApp({ template, setup: () => ({ values, drawn: ref(0) }) }).mount("#app");
