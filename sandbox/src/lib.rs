//! A Glue, PSP app and PSP look-alike, strict about the contract.
