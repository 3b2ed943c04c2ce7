use letterpress_runtime::Secret;
use letterpress_runtime::client::{self, Call, Credential};

use super::models::Book;
use super::operations::{CreateBook, FindBooks, Lend};
use super::security;

/// A client of the library.
#[derive(Clone, Debug)]
pub struct Client(client::Client);

impl Client {
    pub fn from_parts(client: client::Client) -> Self {
        Self(client)
    }

    pub fn with_bearer_auth(self, token: impl Into<Secret>) -> Self {
        Self(self.0.with_credential(&security::BEARER_AUTH, Credential::bearer(token)))
    }

    pub fn with_basic_auth(self, user: impl Into<String>, password: impl Into<Secret>) -> Self {
        Self(self.0.with_credential(&security::BASIC_AUTH, Credential::basic(user, password)))
    }

    pub fn with_header_key(self, key: impl Into<Secret>) -> Self {
        Self(self.0.with_credential(&security::HEADER_KEY, Credential::api_key(key)))
    }

    pub fn with_cookie_key(self, key: impl Into<Secret>) -> Self {
        Self(self.0.with_credential(&security::COOKIE_KEY, Credential::api_key(key)))
    }

    pub fn with_query_key(self, key: impl Into<Secret>) -> Self {
        Self(self.0.with_credential(&security::QUERY_KEY, Credential::api_key(key)))
    }

    pub fn create_book(&self, body: Book) -> Call<'_, CreateBook> {
        self.0.call(CreateBook::new(body))
    }

    pub fn find_books(&self, shelf: Vec<i64>, name: impl Into<String>, extension: impl Into<String>) -> Call<'_, FindBooks> {
        self.0.call(FindBooks::new(shelf, name.into(), extension.into()))
    }

    pub fn lend(&self) -> Call<'_, Lend> {
        self.0.call(Lend { body: None })
    }
}
