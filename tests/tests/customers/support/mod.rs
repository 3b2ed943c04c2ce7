//! What the five have in common.

mod limits;
mod local;
mod page;
mod refusals;
mod text;

pub use letterpress_tests::desk::{Desk, Keys, body_of, data};
pub use limits::{breaks, breaks_at, check, fits, letters};
pub use local::{Answer, Api, Local, canned};
pub use page::{curl, filled};
pub use refusals::{refuses_credentials, refuses_no_request, refuses_other_bodies, refuses_too_much};
pub use text::{assert_same, string, survives, survives_check, survives_serde, with};
