//! Codes of lowering (03xx): what the typed document says and Rust cannot hold as it stands.

super::codes! {}
