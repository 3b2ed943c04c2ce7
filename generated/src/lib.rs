//! Customer APIs.
