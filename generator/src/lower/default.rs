//! `default`: kept where it fits the schema.

use super::admit::{Kinds, admitted, kind_of};
use super::context::Context;
use super::literal;
use super::view::Schema;
use crate::diagnostic::{Diagnostic, codes::lowering};
use crate::ir::Keyword;
use crate::lint::evaluate::{self, References, Side};
use crate::node::{Node, Value};

/// The schema's default as JSON text, or what it refers to has; one that does not fit is told and dropped.
pub(super) fn of<'a>(cx: &mut Context<'a>, schema: &Schema<'a>) -> Option<String> {
    let target = cx.follow(schema)?;
    let node = schema.keyword("default").or_else(|| target.keyword("default"))?;
    // Absent and null are apart; a default of null says no more than "absent".
    if node.value == Value::Null && (admitted(cx, schema).kinds | admitted(cx, &target).kinds).contains(Kinds::NULL) {
        return None;
    }
    let fits = fits(cx, &target, node);
    let mismatch = evaluate::mismatch(cx, Side::Any, target.node, node);
    if fits && mismatch.is_none() {
        return Some(node.to_json());
    }
    let message = match mismatch {
        Some(mismatch) => format!("this default does not fit its schema: it {}", mismatch.words),
        None => "this default does not fit its schema".to_owned(),
    };
    cx.tell(
        Diagnostic::warning(lowering::DEFAULT, node.span, message)
            .note("it is ignored: an absent value stays absent")
            .help("correct the default, or remove it"),
    );
    None
}

impl<'a> References<'a> for Context<'a> {
    fn resolve(&self, node: &'a Node) -> &'a Node {
        let step = |node: &&'a Node| self.target(node.get("$ref")?.as_str()?).map(|target| target.node);
        std::iter::successors(Some(node), step).take(LONGEST_CHAIN).last().unwrap_or(node)
    }
}

/// Longer chains of references lead nowhere; the stages before have said so.
const LONGEST_CHAIN: usize = 64;

fn fits<'a>(cx: &mut Context<'a>, schema: &Schema<'a>, value: &Node) -> bool {
    let kind = kind_of(value);
    let kinds = admitted(cx, schema).kinds;
    let integral = kind == Kinds::NUMBER && value.as_number().is_some_and(is_integral);
    let typed = kinds.contains(kind) || (integral && kinds.contains(Kinds::INTEGER));
    typed && literal::literals(cx, schema).is_none_or(|literals| listed(&literals.check(), value))
}

/// `1.0` is an integer.
fn is_integral(text: &str) -> bool {
    text.split_once('.').is_some_and(|(_, fraction)| !fraction.is_empty() && fraction.bytes().all(|b| b == b'0'))
}

fn listed(keyword: &Keyword, value: &Node) -> bool {
    match (keyword, value.as_str()) {
        (Keyword::EnumStrings(values), Some(text)) => values.iter().any(|listed| listed == text),
        (Keyword::Enum(values), _) => values.contains(&value.to_json()),
        _ => false,
    }
}
