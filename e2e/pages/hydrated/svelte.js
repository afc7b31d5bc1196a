// A cart that a server renders and Svelte hydrates.
import { hydrate as begin } from "svelte";
import { render as draw } from "svelte/server";
import Cart from "./Cart.svelte";

export const render = (attributes) => draw(Cart, { props: { attributes } }).body;
export const hydrate = (target, attributes) => { begin(Cart, { target, props: { attributes } }); };
