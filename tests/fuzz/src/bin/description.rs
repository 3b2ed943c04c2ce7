//! Any text as a description: there is an answer, and what is generated is Rust.

#![no_main]

use letterpress::diagnostic::render;
use letterpress_fuzz::description;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let (sources, main) = description(text);
    let generated = letterpress::generate(&sources, main, &letterpress::Options::default());
    let told = render(&generated.diagnostics, &sources);
    assert!(generated.files.is_some() || !told.is_empty(), "refused without a word");
    assert!(!told.contains('\u{1b}'), "a control character is told as it is");
    for file in generated.files.unwrap_or_default() {
        assert!(!file.path.contains(".."), "a file outside: {}", file.path);
        if file.path.ends_with(".rs") {
            let parsed = syn::parse_file(&file.text);
            assert!(parsed.is_ok() && !file.text.contains("compile_error!"), "{} is no Rust:\n{}", file.path, file.text);
        }
    }
});
