// docs: config
export default defineNuxtConfig({
  vue: { compilerOptions: { isCustomElement: (tag) => tag === "express-checkout" } },
  // docs: end
  compatibilityDate: "2026-01-01",
  telemetry: false,
  app: { head: { title: "Cart", htmlAttrs: { lang: "en" }, link: [{ rel: "icon", href: "data:," }] } },
});
