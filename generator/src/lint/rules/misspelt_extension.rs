use crate::diagnostic::suggest;
use crate::lint::{Findings, Subject, finding};
use crate::lower::extension;

lint! {
    "L0043" "misspelt-extension" Warn, "an extension close to one that has a meaning here",
    finds "A key that begins with `x-` is nearly `x-letterpress-allow`, `x-rust-name`, `x-rust-names` or `x-rust-parts`, or begins with `x-letterpress-` and is none that exists.",
    why "An unknown extension is no error: what it was to say is ignored.",
    example "    x-leterpress-allow: { trailing-slash: The gateway needs it. }",
    mend "correct the key.",
}

const KNOWN: [&str; 4] = ["x-letterpress-allow", extension::NAME, extension::NAMES, extension::PARTS];

fn check(subject: &Subject<'_>) -> Findings {
    let keys = subject.items.iter().flat_map(|item| item.node.entries()).filter(|entry| entry.key.starts_with("x-"));
    let strange = keys.filter(|entry| !KNOWN.contains(&entry.key.as_str()));
    let found = strange.filter_map(|entry| {
        let near = suggest::nearest(&entry.key, KNOWN);
        let ours = entry.key.starts_with("x-letterpress");
        (near.is_some() || ours).then(|| {
            let found = finding(entry.key_span, format!("`{}` means nothing here", entry.key));
            found.help(format!("did you mean `{}`?", near.unwrap_or("x-letterpress-allow")))
        })
    });
    found.collect()
}
