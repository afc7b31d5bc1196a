// docs: server
import { env } from "$env/dynamic/private";

export async function load({ fetch }) {
  // Your server knows the shopper's cart: { glueUrl, cartId, anonymousId }.
  return { cart: await (await fetch(`${env.SHOP_URL}/api/cart`)).json() };
}
// docs: end
