//! Generated code that the tests of this package compile and run.

pub mod kitchen_sink;
