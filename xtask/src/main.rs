//! Day-to-day commands.

fn main() {}
