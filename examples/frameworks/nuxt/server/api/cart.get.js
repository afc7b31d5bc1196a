// Your server knows the shopper's cart: { glueUrl, cartId, anonymousId }.
export default defineEventHandler(() => $fetch(`${process.env.SHOP_URL}/api/cart`));
