//! What one would write by hand for serde.

#[path = "../json/plain.rs"]
mod plain;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use plain::PlainCustomer as NewCustomer;
use plain::{PlainPerson, PlainValue};

/// A customer that was created.
#[derive(Clone, Deserialize, Serialize)]
pub struct Answer {
    id: i64,
    name: Option<String>,
    category: Option<PlainCategory>,
    contact_person: Option<PlainPerson>,
    address_line_1: Option<String>,
    address_line_2: Option<String>,
    city: Option<String>,
    state_province: Option<String>,
    zip_postal_code: Option<String>,
    country: Option<String>,
    phone: Option<String>,
    mobile: Option<String>,
    fax: Option<String>,
    website: Option<String>,
    general_description: Option<String>,
    nda_signed: Option<bool>,
    nda_signed_date: Option<String>,
    msa_signed: Option<bool>,
    msa_signed_date: Option<String>,
    supplementary_description: Option<String>,
    additional_description: Option<String>,
    template: Option<PlainFields>,
}

#[derive(Clone, Deserialize, Serialize)]
struct PlainCategory {
    id: Option<i64>,
    name: Option<String>,
}

#[derive(Clone, Deserialize, Serialize)]
struct PlainFields {
    id: Option<i64>,
    fields: Option<BTreeMap<String, PlainValue>>,
}
