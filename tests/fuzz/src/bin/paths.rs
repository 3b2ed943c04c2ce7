//! Any path beside the templates of an API: the router finds what matches, and nothing else.

#![no_main]

use http::{HeaderMap, Method};
use letterpress_runtime::path::{Found, Place, Router, Template};
use libfuzzer_sys::fuzz_target;

const TEMPLATES: [&str; 8] = ["/", "/a", "/a/{b}", "/a/{b}.json", "/{a}/b", "/a/{b}-{c}", "/a%20b/{c}", "/{a}/{b}/c"];

fuzz_target!(|path: &str| {
    let mut router = Router::default();
    for (index, template) in TEMPLATES.iter().enumerate() {
        let place = Place { method: Method::GET, template, fixed_query: &[], marks: &[], yields: false };
        router.add(&place, index);
    }
    let matching: Vec<usize> =
        (0..TEMPLATES.len()).filter(|index| Template::new(TEMPLATES[*index]).captures(path).is_some()).collect();
    let found = router.find(&Method::GET, path, None, &HeaderMap::new());
    match found {
        Found::Operation(target, captures) => {
            assert!(matching.contains(target), "{path} is not of {}", TEMPLATES[*target]);
            assert_eq!(Template::new(TEMPLATES[*target]).captures(path), Some(captures));
        }
        Found::OtherMethods(..) | Found::Nothing => assert!(matching.is_empty(), "{path} was not found"),
    }
});
