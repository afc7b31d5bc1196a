//! What a provider gave, made into what Glue's checkout takes - only where that is sure.
