//! The manual page of the lints, `LINTS.md`.

use std::fmt::Write;

use super::{Level, Lint, all};

/// The text of `LINTS.md`, made from the lints' own documentation.
pub fn manual() -> String {
    let mut text = String::from(INTRODUCTION);
    for lint in all() {
        let _ = writeln!(
            text,
            "| [`{0}`](#{0}) | {1} | {2} | {3} |",
            lint.name,
            lint.explanation.code.0,
            word(lint.level),
            lint.explanation.title
        );
    }
    for lint in all() {
        section(&mut text, lint);
    }
    text
}

const INTRODUCTION: &str = "# Lints

What the standard allows and a reviewer would still ask about. This page is made from the files in
`generator/src/lint/rules`; `cargo xtask codegen` writes it. `letterpress explain L0001` prints one section.

A lint is set per API, to `deny` (its findings are errors), `warn` or `allow`:

```yaml
trailing-slash: deny
unbounded-string: warn
```

What the generator itself says of the same place, under a code with `E` or `W`, is no lint and stays: it tells what is generated.

A single place is excepted in the description, with a reason. The exception holds for the object that it stands in, its
key, and everything below; one that suppresses nothing is reported.

```yaml
/customers/:
  x-letterpress-allow:
    trailing-slash: The partner's gateway redirects everything else.
```

| lint | code | default | finds |
| --- | --- | --- | --- |
";

fn word(level: Level) -> &'static str {
    match level {
        Level::Allow => "allow",
        Level::Warn => "warn",
        Level::Deny => "deny",
    }
}

/// The example is an indented block already.
fn section(text: &mut String, lint: &Lint) {
    let intro = format!("Lint `{}`. ", lint.name);
    let body = lint.explanation.text.strip_prefix(&intro).unwrap_or(lint.explanation.text);
    let _ =
        write!(text, "\n## {}\n\n{}, {} by default.\n\n{}\n", lint.name, lint.explanation.code.0, word(lint.level), body.trim());
}
