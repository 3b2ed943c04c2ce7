//! Codes of names and emission (04xx).

super::codes! {}
