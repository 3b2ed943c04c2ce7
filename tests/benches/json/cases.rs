//! What is read and written: a customer of one of the customers' APIs, with its generated types, and records of ten members. Beside each
//! type stands what one would write by hand for serde.

use std::fmt::Write as _;

pub use customer_apis::revnue::models::NewCustomer;
use letterpress_runtime::{Check, Format, Limit, Validate, object};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

pub use crate::plain::PlainCustomer;

/// A text, and the schema of its value.
pub struct Case {
    pub name: &'static str,
    pub text: String,
    pub schema: Value,
}

/// A customer without white space, 876 bytes.
const CUSTOMER: &str = include_str!("customer.json");

/// How many records make the largest text.
const RECORDS: usize = 100_000;

/// One customer.
pub fn small() -> Case {
    Case { name: "small", text: CUSTOMER.trim().to_owned(), schema: customer_schema() }
}

/// As many customers as make a megabyte.
pub fn medium() -> Case {
    let one = CUSTOMER.trim();
    let text = format!("[{}]", vec![one; 1024 * 1024 / one.len()].join(","));
    Case { name: "1 MB", text, schema: json!({"type": "array", "items": customer_schema()}) }
}

/// Records.
pub fn large() -> Case {
    let mut text = String::from("[");
    for id in 0..RECORDS {
        let separator = if id == 0 { "" } else { "," };
        let (day, cents, stock, active) = (id % 28 + 1, id % 100, id * 7 % 1000, id % 3 == 0);
        let _ = write!(
            text,
            r#"{separator}{{"id":{id},"name":"Record number {id}","sku":"SKU-{id:08}","price":{stock}.{cents:02},"stock":{stock},"#,
        );
        let _ = write!(
            text,
            r#""active":{active},"created":"2024-02-{day:02}","tags":["blue","größe","new"],"note":"A \"note\" of {id}\nin lines","parent":null}}"#,
        );
    }
    text.push(']');
    Case { name: "23 MB", text, schema: large_schema() }
}

/// A record of ten members.
#[derive(Clone)]
pub struct Record {
    id: i64,
    name: String,
    sku: String,
    price: f64,
    stock: i64,
    active: bool,
    created: letterpress_runtime::Date,
    tags: Vec<String>,
    note: Option<String>,
    parent: Option<Option<i64>>,
}

object! {
    Record {
        id: required "id",
        name: required "name",
        sku: required "sku",
        price: required "price",
        stock: required "stock",
        active: required "active",
        created: required "created",
        tags: required "tags",
        note: optional "note",
        parent: optional "parent",
    }
}

impl Validate for Record {
    fn validate(check: Check<'_>) -> Check<'_> {
        check.object().required(&["id", "name", "sku", "price", "stock", "active", "created", "tags"]).members(|name, value| {
            match name {
                "id" => value.integer().limit(Limit::Int64),
                "name" => value.string().min_length(1).max_length(100),
                "sku" => value.string().max_length(20),
                "price" => value.number().minimum(0).limit(Limit::Double),
                "stock" => value.integer().minimum(0).limit(Limit::Int64),
                "active" => value.boolean(),
                "created" => value.string().format(Format::Date),
                "tags" => value.array().items(|value| value.string().max_length(30)),
                "note" => value.string().max_length(1000),
                "parent" => value.nullable(|value| value.integer().limit(Limit::Int64)),
                _ => value,
            }
        })
    }
}

/// The same for serde.
#[derive(Deserialize, Serialize)]
pub struct PlainRecord {
    id: i64,
    name: String,
    sku: String,
    price: f64,
    stock: i64,
    active: bool,
    created: String,
    tags: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    parent: Option<i64>,
}

/// The schema of all records.
pub fn large_schema() -> Value {
    json!({"type": "array", "items": {
        "type": "object",
        "required": ["id", "name", "sku", "price", "stock", "active", "created", "tags"],
        "properties": {
            "id": {"type": "integer"},
            "name": {"type": "string", "minLength": 1, "maxLength": 100},
            "sku": {"type": "string", "maxLength": 20},
            "price": {"type": "number", "minimum": 0},
            "stock": {"type": "integer", "minimum": 0},
            "active": {"type": "boolean"},
            "created": {"type": "string", "format": "date"},
            "tags": {"type": "array", "items": {"type": "string", "maxLength": 30}},
            "note": {"type": "string", "maxLength": 1000},
            "parent": {"type": ["integer", "null"]},
        },
    }})
}

fn customer_schema() -> Value {
    let text = |length: u64| json!({"type": "string", "maxLength": length});
    json!({
        "type": "object",
        "required": ["company", "name"],
        "properties": {
            "company": {"type": "integer"},
            "name": text(50),
            "category": {"type": "integer"},
            "contact_person": person_schema(),
            "address_line_1": text(50),
            "address_line_2": text(50),
            "city": text(50),
            "state_province": text(50),
            "zip_postal_code": text(20),
            "country": {"oneOf": [{"type": "integer"}, {"type": "string"}]},
            "phone": text(20),
            "mobile": text(20),
            "fax": text(20),
            "website": text(50),
            "general_description": text(1000),
            "nda_signed": {"type": "boolean"},
            "nda_signed_date": {"type": "string", "format": "date"},
            "msa_signed": {"type": "boolean"},
            "msa_signed_date": {"type": "string", "format": "date"},
            "supplementary_description": text(1000),
            "additional_description": text(1000),
            "template": {"type": "object", "properties": {
                "id": {"type": "integer"},
                "fields": {"type": "array", "items": {
                    "type": "object",
                    "required": ["id", "value"],
                    "properties": {"id": {"type": "integer"}, "value": value_schema()},
                }},
            }},
        },
    })
}

fn person_schema() -> Value {
    let types = json!(["account_management", "billing", "executive", "sales", "support", "technical"]);
    json!({
        "type": "object",
        "properties": {
            "name": {"type": "string", "maxLength": 50},
            "email": {"type": "string", "maxLength": 254, "format": "email"},
            "type": {"type": "string", "enum": types},
        },
        "dependentRequired": {"email": ["name"], "name": ["email"]},
    })
}

fn value_schema() -> Value {
    json!({"anyOf": [
        {"type": "integer", "minimum": -999_999_999_999_999_i64, "maximum": 999_999_999_999_999_i64},
        {"type": "number", "minimum": 0.0, "maximum": 999_999_999_999_999.0},
        {"type": "string", "format": "date"},
        {"type": "string", "maxLength": 50},
    ]})
}
