// docs: config
import vue from "@vitejs/plugin-vue";
import { defineConfig } from "vite";

const isCustomElement = (tag) => tag === "express-checkout";

export default defineConfig({
  plugins: [vue({ template: { compilerOptions: { isCustomElement } } })],
  // docs: end
  // The development server leaves the shop's own requests to the shop's server.
  server: { proxy: { "/api": process.env.SHOP_URL ?? "http://localhost:4000" } },
});
