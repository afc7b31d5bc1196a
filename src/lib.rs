//! Express checkout.
