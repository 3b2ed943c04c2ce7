//! A small API in the shape of generated code: a library of books.

pub mod client;
pub mod models;
pub mod operations;
pub mod security;
pub mod server;
