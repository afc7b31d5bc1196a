// Mistakes that the compiler must find, each below the comment "mistake".

import { Component, CUSTOM_ELEMENTS_SCHEMA } from "@angular/core";
import "express-checkout";
import type { OrderDetail } from "express-checkout";

@Component({
  selector: "shop-wrong",
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  template: `
    <!-- mistake -->
    <express-checkout #checkout (ec-complete)="ordered($event)"></express-checkout>
    <!-- mistake -->
    <button (click)="checkout.order()"></button>
    <!-- mistake -->
    <express-checkout (ec-complete)="$event.detail.redirectUrl"></express-checkout>
  `,
})
export class Wrong {
  ordered(event: CustomEvent<OrderDetail>) {
    return event.detail.redirectUrl;
  }
}

@Component({
  selector: "shop-without-schema",
  template: `
    <!-- mistake -->
    <express-checkout cart-id="1"></express-checkout>
  `,
})
export class WithoutSchema {}
