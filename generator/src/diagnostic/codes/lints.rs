//! Codes about the settings of lints (07xx). The lints themselves have codes that begin with `L`, one file each in
//! `lint/rules`.

super::codes! {
    /// a lint that does not exist
    UNKNOWN_LINT = "E0701", "The settings of lints and `x-letterpress-allow` name lints as `LINTS.md` does.

    x-letterpress-allow:
      traling-slash: The partner's gateway needs it.   # trailing-slash

Mend: correct the name.";

    /// a lint that is allowed without a reason
    NO_REASON = "E0702", "Whoever reads `x-letterpress-allow` in a year wants to know why. The reason is a text, and it is not empty.

    x-letterpress-allow:
      trailing-slash: ''

Mend: write the reason.";

    /// `x-letterpress-allow` that is no map
    ALLOW_SHAPE = "E0703", "`x-letterpress-allow` maps names of lints to the reasons why they may not apply here and below.

    x-letterpress-allow: [trailing-slash]

Mend: write `trailing-slash: <the reason>`.";

    /// a level that does not exist
    LEVEL = "E0704", "A lint is set to `deny` (its findings are errors), `warn` or `allow`.

    trailing-slash: off

Mend: write one of the three words.";

    /// a lint that is allowed where it finds nothing
    UNUSED_ALLOW = "W0701", "There was something to allow once. It has been mended, so the exception is obsolete; left in place, it would hide the
next finding.

    /customers:
      x-letterpress-allow:
        trailing-slash: The partner's gateway needs it.

Mend: remove the entry.";
}
