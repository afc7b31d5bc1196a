import { createApp } from "vue";
import CartPage from "./CartPage.vue";

// Your server knows the shopper's cart: { glueUrl, cartId, anonymousId }.
const cart = await (await fetch("/api/cart")).json();

createApp(CartPage, { cart }).mount("#app");
