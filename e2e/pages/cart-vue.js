// The same cart in Vue. With `.prop` the properties may be set before the element is defined.
import { createApp, ref } from "vue/dist/vue.esm-bundler.js";

const given = document.getElementById("checkout");
const app = document.createElement("div");
given.replaceWith(app);
const read = (name) => given.getAttribute(name);

const template = `<express-checkout id="checkout"
    :glueUrl.prop="read('glue-url')" :cartId.prop="read('cart-id')" :anonymousId.prop="read('anonymous-id')"
    :providerOrigins.prop="read('provider-origins')" methods="redirectpay-wallet-redirect"
    :theme="agreed ? 'dark' : null" :store.prop="undefined" :disabled="!agreed" @ec-complete="finished"></express-checkout>
  <button id="agree" @click="agreed = true">Agree</button>
  <output id="outcome">{{ outcome }}</output>`;

const setup = () => {
  const outcome = ref("");
  return { read, agreed: ref(false), outcome, finished: (event) => { outcome.value = event.detail.outcome; } };
};
const cart = createApp({ template, setup });
cart.config.compilerOptions.isCustomElement = (tag) => tag === "express-checkout";
cart.mount(app);
