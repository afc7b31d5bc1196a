// docs: server
import { Checkout } from "./checkout.jsx";

export const dynamic = "force-dynamic"; // each shopper has a cart of their own

export default async function CartPage() {
  // Your server knows the shopper's cart: { glueUrl, cartId, anonymousId }.
  const cart = await (await fetch(`${process.env.SHOP_URL}/api/cart`)).json();

  return (
    <main>
      <h1>Cart</h1>
      <Checkout cart={cart} />
    </main>
  );
}
// docs: end
