//! From method and path to an operation.

use http::{HeaderMap, Method};

use super::{Captures, Mark, Place, Template};
use crate::parameter::query::{compared, form_decoded as decoded};

/// The routes of an API. `T` is what a route leads to.
///
/// A path without variables that is the path of the request is the match, whatever its methods (section Paths Object). Of
/// templates with variables the first with the method is taken, the more literal ones before the others.
#[derive(Debug)]
pub struct Router<T> {
    routes: Vec<Route<T>>,
}

#[derive(Debug)]
struct Route<T> {
    template: Template,
    method: Method,
    rank: Rank,
    query: Vec<(String, String)>,
    marks: &'static [Mark],
    target: T,
}

/// The order in which routes are tried: the segments from the left, the more literal ones first; then more conditions before
/// fewer; then those that do not yield.
type Rank = (Vec<usize>, usize, bool);

/// The answer to "which operation is this request?"
#[derive(Debug, PartialEq)]
pub enum Found<'a, T> {
    /// The operation and the raw values of its path variables.
    Operation(&'a T, Captures),
    /// The path exists but not with this method: the methods it has, for `Allow`, and its operations.
    OtherMethods(Vec<Method>, Vec<&'a T>),
    /// There is no such path.
    Nothing,
}

impl<T> Default for Router<T> {
    fn default() -> Self {
        Self { routes: Vec::new() }
    }
}

impl<T> Router<T> {
    /// Adds a route. Of routes that match the same request the more literal one is taken, of those the one with more
    /// conditions (fixed query and marks), of equals one that does not yield, else the first added.
    pub fn add(&mut self, place: &Place, target: T) {
        self.add_at(Template::new(place.template), place, target);
    }

    /// [`add`](Self::add) with another path than that of the place.
    pub fn add_at(&mut self, template: Template, place: &Place, target: T) {
        let query: Vec<_> = place.fixed_query.iter().map(|(name, value)| (decoded(name), decoded(value))).collect();
        let rank = (template.rank(), usize::MAX - query.len() - place.marks.len(), place.yields);
        let key = |rank: &Rank| (rank.0.len(), rank.clone());
        let at = self.routes.partition_point(|route| key(&route.rank) <= key(&rank));
        self.routes.insert(at, Route { template, method: place.method.clone(), rank, query, marks: place.marks, target });
    }

    /// Finds the operation. `GET` answers `HEAD` where no `HEAD` operation is described. `OPTIONS`, where it is not described
    /// either, is asked of the path alone.
    pub fn find(&self, method: &Method, path: &str, query: Option<&str>, headers: &HeaderMap) -> Found<'_, T> {
        let length = path.split('/').count() - 1;
        let query = compared(query.unwrap_or_default());
        let start = self.routes.partition_point(|route| route.rank.0.len() < length);
        let routes = self.routes.iter().skip(start).take_while(|route| route.rank.0.len() == length);
        let of_path: Vec<(&Route<T>, Captures)> =
            routes.filter_map(|route| Some((route, route.template.captures(path)?))).collect();
        let (mut matching, others): (Vec<_>, Vec<_>) = of_path.into_iter().partition(|(route, _)| route.holds(&query, headers));
        if *method == Method::OPTIONS && !matching.iter().any(|(route, _)| route.method == Method::OPTIONS) {
            matching.extend(others.into_iter().filter(|(route, _)| route.method != Method::OPTIONS));
        }
        if matching.iter().any(|(route, _)| route.template.is_concrete()) {
            matching.retain(|(route, _)| route.template.is_concrete());
        }
        choose(matching, method)
    }
}

impl<T> Route<T> {
    /// Whether the request has the fixed query and the marks.
    fn holds(&self, query: &[(String, String)], headers: &HeaderMap) -> bool {
        let has = |name: &str, value: &str| query.iter().any(|pair| pair.0 == name && pair.1 == value);
        let marked = |mark: &Mark| match *mark {
            Mark::Query(name, value) => has(name, value),
            Mark::Header(name, value) => headers.get(name).is_some_and(|found| found.as_bytes() == value.as_bytes()),
        };
        self.query.iter().all(|(name, value)| has(name, value)) && self.marks.iter().all(marked)
    }
}

fn choose<'a, T>(matching: Vec<(&'a Route<T>, Captures)>, method: &Method) -> Found<'a, T> {
    let has = |wanted: &Method| matching.iter().position(|(route, _)| route.method == *wanted);
    let found = has(method).or_else(|| if *method == Method::HEAD { has(&Method::GET) } else { None });
    let allowed = allowed(&matching);
    let others = |matching: Vec<(&'a Route<T>, Captures)>| matching.into_iter().map(|(route, _)| &route.target).collect();
    match found {
        Some(index) => {
            matching.into_iter().nth(index).map_or(Found::Nothing, |(route, captures)| Found::Operation(&route.target, captures))
        }
        None if allowed.is_empty() => Found::Nothing,
        None => Found::OtherMethods(allowed, others(matching)),
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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn find(router: &Router<&'static str>, method: Method, target: &str) -> String {
        let (path, query) = target.split_once('?').map_or((target, None), |(path, query)| (path, Some(query)));
        match router.find(&method, path, query, &HeaderMap::new()) {
            Found::Operation(name, _) => (*name).to_owned(),
            Found::OtherMethods(methods, _) => format!("{methods:?}"),
            Found::Nothing => "404".to_owned(),
        }
    }

    fn place(method: Method, template: &'static str) -> Place {
        Place { method, template, fixed_query: &[], marks: &[], yields: false }
    }

    fn router() -> Router<&'static str> {
        let mut router = Router::default();
        router.add(&place(Method::GET, "/a/{id}"), "template");
        router.add(&place(Method::DELETE, "/a/{id}"), "delete");
        router.add(&place(Method::GET, "/a/{id}.json"), "mixed");
        router.add(&place(Method::GET, "/a/me"), "literal");
        router.add(&place(Method::POST, "/act"), "do");
        router.add(&Place { fixed_query: &[("do", "x%20y")], ..place(Method::POST, "/act") }, "do x");
        router.add(&Place { fixed_query: &[("acl", "")], ..place(Method::GET, "/fixed") }, "acl");
        router.add(&Place { marks: &[Mark::Header("X-Target", "One")], ..place(Method::POST, "/") }, "one");
        router.add(&Place { marks: &[Mark::Header("X-Target", "Two")], ..place(Method::POST, "/") }, "two");
        router.add(&Place { yields: true, ..place(Method::GET, "/same/{y}") }, "second");
        router.add(&place(Method::GET, "/same/{x}"), "first");
        router
    }

    #[test]
    fn a_concrete_path_is_the_match_and_templates_are_tried_by_method() {
        let router = router();
        for (method, target, expected) in [
            (Method::GET, "/a/me", "literal"),
            (Method::GET, "/a/me.json", "mixed"),
            (Method::GET, "/a/you", "template"),
            (Method::DELETE, "/a/me", "[GET, HEAD, OPTIONS]"),
            (Method::DELETE, "/a/me.json", "delete"),
            (Method::HEAD, "/a/me", "literal"),
            (Method::GET, "/a", "404"),
            (Method::GET, "/a/me/", "404"),
            (Method::PUT, "/a/me", "[GET, HEAD, OPTIONS]"),
            (Method::PUT, "/a/you", "[GET, HEAD, DELETE, OPTIONS]"),
            (Method::PUT, "/a/%6De", "[GET, HEAD, OPTIONS]"),
            (Method::POST, "/act?do=x%20y", "do x"),
            (Method::POST, "/act?a=1&do=x+y&b", "do x"),
            (Method::POST, "/act?do=y", "do"),
            (Method::GET, "/act?do=x", "[POST, OPTIONS]"),
            (Method::GET, "/fixed?acl", "acl"),
            (Method::HEAD, "/fixed?acl=", "acl"),
            (Method::GET, "/fixed", "404"),
            (Method::GET, "/fixed?acl=x", "404"),
            (Method::PUT, "/fixed?acl", "[GET, HEAD, OPTIONS]"),
            (Method::OPTIONS, "/fixed", "[GET, HEAD, OPTIONS]"),
            (Method::POST, "/", "404"),
            (Method::GET, "/same/1", "first"),
        ] {
            assert_eq!(find(&router, method, target), expected, "{target}");
        }
    }

    #[test]
    fn a_header_tells_operations_apart() {
        let headers = HeaderMap::from_iter([(http::HeaderName::from_static("x-target"), http::HeaderValue::from_static("Two"))]);
        let router = router();
        assert_eq!(router.find(&Method::POST, "/", None, &headers), Found::Operation(&"two", Vec::new()));
    }
}
