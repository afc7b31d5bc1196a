import { provideZonelessChangeDetection } from "@angular/core";
import { bootstrapApplication } from "@angular/platform-browser";
import { CartPage } from "./cart-page";

bootstrapApplication(CartPage, { providers: [provideZonelessChangeDetection()] });
