use letterpress_runtime::{Check, Validate, object};

/// A book.
#[derive(Clone)]
pub struct Book {
    /// Its title.
    pub title: String,
    /// How many pages it has.
    pub pages: Option<i64>,
}

object! {
    Book {
        title: required "title",
        pages: optional "pages",
    }
}

impl Validate for Book {
    fn validate(check: Check<'_>) -> Check<'_> {
        check.object().required(&["title"]).members(|name, value| match name {
            "title" => value.string().min_length(1).max_length(20),
            "pages" => value.integer().minimum(1),
            _ => value,
        })
    }
}

/// A book in its place.
#[derive(Clone)]
pub struct Shelved {
    /// Its title.
    pub title: String,
    /// Where it stands, as the server says it.
    pub place: Option<i64>,
}

object! {
    Shelved {
        title: required "title",
        place: required_read_only "place",
    }
}

/// A problem.
#[derive(Clone)]
pub struct Problem {
    /// What happened.
    pub detail: Option<String>,
}

object! {
    Problem {
        detail: optional "detail",
    }
}

/// A range of pages, as `range[from]=1&range[to]=2`.
#[derive(Clone)]
pub struct PageRange {
    /// First page.
    pub from: Option<i64>,
    /// Last page.
    pub to: Option<i64>,
}

object! {
    PageRange {
        from: optional "from",
        to: optional "to",
    }
}

/// A form.
#[derive(Clone)]
pub struct Loan {
    /// Who borrows.
    pub reader: String,
    /// Which books.
    pub books: Vec<i64>,
}

object! {
    Loan {
        reader: required "reader",
        books: required "books",
    }
}

impl Validate for Loan {
    fn validate(check: Check<'_>) -> Check<'_> {
        check.object().required(&["reader", "books"]).members(|name, value| match name {
            "reader" => value.string().max_length(10),
            "books" => value.array().items(|value| value.integer()),
            _ => value,
        })
    }
}
