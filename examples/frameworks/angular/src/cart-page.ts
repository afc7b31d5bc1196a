// docs: page
import { Component, CUSTOM_ELEMENTS_SCHEMA, signal } from "@angular/core";
import "express-checkout";
import type { CompleteDetail } from "express-checkout";

interface Cart {
  glueUrl: string;
  cartId: string;
  anonymousId: string;
}

@Component({
  selector: "cart-page",
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `
    <main>
      <h1>Cart</h1>
      @if (cart(); as cart) {
        <express-checkout
          id="checkout"
          checkout-url="/checkout"
          [glueUrl]="cart.glueUrl"
          [cartId]="cart.cartId"
          [anonymousId]="cart.anonymousId"
          (ec-complete)="complete($event)"
        />
      }
      @if (order() !== null) {
        <p role="status">Thank you for your order {{ order() }}</p>
      }
    </main>
  `,
})
export class CartPage {
  readonly cart = signal<Cart | null>(null);
  readonly order = signal<string | null>(null);

  // Your server knows the shopper's cart: { glueUrl, cartId, anonymousId }.
  async ngOnInit() {
    this.cart.set(await (await fetch("/api/cart")).json());
  }

  complete({ detail }: CustomEvent<CompleteDetail>) {
    if (detail.outcome === "ordered") this.order.set(detail.orderReference ?? "");
  }
}
// docs: end
