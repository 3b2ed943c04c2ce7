//! From method and path to an operation.

use http::{HeaderMap, Method};

use super::{Captures, Template};

/// The routes of an API. `T` is what a route leads to.
#[derive(Debug)]
pub struct Router<T> {
    routes: Vec<Route<T>>,
}

#[derive(Debug)]
struct Route<T> {
    template: Template,
    method: Method,
    rank: Vec<usize>,
    target: T,
}

/// The answer to "which operation is this request?"
#[derive(Debug, PartialEq)]
pub enum Found<'a, T> {
    /// The operation and the raw values of its path variables.
    Operation(&'a T, Captures),
    /// The path exists but not with this method; the methods it has, for `Allow`.
    OtherMethods(Vec<Method>),
    /// There is no such path.
    Nothing,
}

impl<T> Default for Router<T> {
    fn default() -> Self {
        Self { routes: Vec::new() }
    }
}

impl<T> Router<T> {
    /// Adds a route. Of two routes that match the same request the more literal one is taken, of equals the first added.
    pub fn add(&mut self, method: Method, template: &'static str, target: T) {
        let template = Template::new(template);
        let rank = template.rank();
        let key = |template: &Template, rank: &[usize]| (rank.len(), rank.to_vec(), usize::MAX - template.condition_count());
        let new = key(&template, &rank);
        let at = self.routes.partition_point(|route| key(&route.template, &route.rank) <= new);
        self.routes.insert(at, Route { template, method, rank, target });
    }

    /// Finds the operation. `GET` answers `HEAD` where no `HEAD` operation is described.
    pub fn find(&self, method: &Method, path: &str, query: Option<&str>, headers: &HeaderMap) -> Found<'_, T> {
        let length = path.split('/').count() - 1;
        let query = pairs(query.unwrap_or_default());
        let start = self.routes.partition_point(|route| route.rank.len() < length);
        let routes = self.routes.iter().skip(start).take_while(|route| route.rank.len() == length);
        let mut matching: Vec<(&Route<T>, Captures)> = Vec::new();
        for route in routes.filter(|route| route.template.conditions_hold(&query, headers)) {
            if let Some(captures) = route.template.captures(path) {
                matching.push((route, captures));
            }
        }
        choose(matching, method)
    }
}

fn choose<'a, T>(matching: Vec<(&'a Route<T>, Captures)>, method: &Method) -> Found<'a, T> {
    let has = |wanted: &Method| matching.iter().position(|(route, _)| route.method == *wanted);
    let found = has(method).or_else(|| if *method == Method::HEAD { has(&Method::GET) } else { None });
    let allowed = allowed(&matching);
    match found.and_then(|index| matching.into_iter().nth(index)) {
        Some((route, captures)) => Found::Operation(&route.target, captures),
        None if allowed.is_empty() => Found::Nothing,
        None => Found::OtherMethods(allowed),
    }
}

fn allowed<T>(matching: &[(&Route<T>, Captures)]) -> Vec<Method> {
    let mut methods: Vec<Method> = Vec::new();
    let implied = |method: &Method| if *method == Method::GET { vec![Method::GET, Method::HEAD] } else { vec![method.clone()] };
    for method in matching.iter().flat_map(|(route, _)| implied(&route.method)) {
        if !methods.contains(&method) {
            methods.push(method);
        }
    }
    if !methods.is_empty() && !methods.contains(&Method::OPTIONS) {
        methods.push(Method::OPTIONS);
    }
    methods
}

fn pairs(query: &str) -> Vec<(String, String)> {
    let split = |pair: &str| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        (name.to_owned(), value.to_owned())
    };
    query.split('&').filter(|pair| !pair.is_empty()).map(split).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn find(router: &Router<&'static str>, method: Method, target: &str) -> String {
        let (path, query) = target.split_once('?').map_or((target, None), |(path, query)| (path, Some(query)));
        match router.find(&method, path, query, &HeaderMap::new()) {
            Found::Operation(name, _) => (*name).to_owned(),
            Found::OtherMethods(methods) => format!("{methods:?}"),
            Found::Nothing => "404".to_owned(),
        }
    }

    fn router() -> Router<&'static str> {
        let mut router = Router::default();
        router.add(Method::GET, "/a/{id}", "template");
        router.add(Method::DELETE, "/a/{id}", "delete");
        router.add(Method::GET, "/a/{id}.json", "mixed");
        router.add(Method::GET, "/a/me", "literal");
        router.add(Method::POST, "/act?do=x", "do x");
        router.add(Method::POST, "/act", "do");
        router.add(Method::POST, "/#X-Target=One", "one");
        router.add(Method::POST, "/#X-Target=Two", "two");
        router
    }

    #[test]
    fn literal_beats_mixed_beats_template_per_method() {
        let router = router();
        for (method, target, expected) in [
            (Method::GET, "/a/me", "literal"),
            (Method::GET, "/a/me.json", "mixed"),
            (Method::GET, "/a/you", "template"),
            (Method::DELETE, "/a/me", "delete"),
            (Method::HEAD, "/a/me", "literal"),
            (Method::GET, "/a", "404"),
            (Method::GET, "/a/me/", "404"),
            (Method::PUT, "/a/me", "[GET, HEAD, DELETE, OPTIONS]"),
            (Method::POST, "/act?do=x", "do x"),
            (Method::POST, "/act?do=y", "do"),
        ] {
            assert_eq!(find(&router, method, target), expected, "{target}");
        }
    }

    #[test]
    fn a_fragment_names_a_header() {
        let headers = HeaderMap::from_iter([(http::HeaderName::from_static("x-target"), http::HeaderValue::from_static("Two"))]);
        let router = router();
        assert_eq!(router.find(&Method::POST, "/", None, &headers), Found::Operation(&"two", Vec::new()));
    }
}
