use letterpress_runtime::{Location, SecurityScheme};

pub const BEARER_AUTH: SecurityScheme = SecurityScheme::bearer("bearerAuth");
pub const BASIC_AUTH: SecurityScheme = SecurityScheme::basic("basicAuth");
pub const HEADER_KEY: SecurityScheme = SecurityScheme::api_key("headerKey", Location::Header, "X-Key");
pub const QUERY_KEY: SecurityScheme = SecurityScheme::api_key("queryKey", Location::Query, "key");
pub const COOKIE_KEY: SecurityScheme = SecurityScheme::api_key("cookieKey", Location::Cookie, "session");
