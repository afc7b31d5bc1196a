import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

export default defineConfig({
  plugins: [react()],
  // The development server leaves the shop's own requests to the shop's server.
  server: { proxy: { "/api": process.env.SHOP_URL ?? "http://localhost:4000" } },
});
