//! What one would write by hand for serde, where Letterpress generates the types of Revnue.

use serde::{Deserialize, Serialize};

/// A customer to create.
#[derive(Clone, Deserialize, Serialize)]
pub struct PlainCustomer {
    company: i64,
    name: String,
    category: Option<i64>,
    contact_person: Option<PlainPerson>,
    address_line_1: Option<String>,
    address_line_2: Option<String>,
    city: Option<String>,
    state_province: Option<String>,
    zip_postal_code: Option<String>,
    country: Option<PlainCountry>,
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
    template: Option<PlainTemplate>,
}

#[derive(Clone, Deserialize, Serialize)]
pub struct PlainPerson {
    name: Option<String>,
    email: Option<String>,
    r#type: Option<PlainPersonType>,
}

#[derive(Clone, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
enum PlainPersonType {
    AccountManagement,
    Billing,
    Executive,
    Sales,
    Support,
    Technical,
}

#[derive(Clone, Deserialize, Serialize)]
#[serde(untagged)]
enum PlainCountry {
    Integer(i64),
    Text(String),
}

#[derive(Clone, Deserialize, Serialize)]
struct PlainTemplate {
    id: Option<i64>,
    fields: Option<Vec<PlainField>>,
}

#[derive(Clone, Deserialize, Serialize)]
struct PlainField {
    id: i64,
    value: PlainValue,
}

#[derive(Clone, Deserialize, Serialize)]
#[serde(untagged)]
pub enum PlainValue {
    Integer(i64),
    Number(f64),
    Text(String),
}
