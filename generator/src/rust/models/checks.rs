//! Checks as plain Rust: one call for each keyword of JSON Schema.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use crate::ir::{Check, Format, JsonType, Keyword, Pattern, TypeId};
use crate::names;
use crate::rust::print;
use crate::rust::scope::Scope;

/// Patterns of one function, compiled once each: name and expression.
#[derive(Default)]
struct Patterns(Vec<(String, String)>);

/// The check as the body of a function of `check`.
pub fn body(scope: &mut Scope<'_>, check: &Check) -> TokenStream {
    let mut writer = Writer { scope, patterns: Patterns::default(), near: Vec::new() };
    let chain = writer.chain(check, quote!(check));
    let statics = writer.statics();
    quote!(#statics #chain)
}

/// The check as a `Rule`: a path where one function says it all, otherwise a closure without captures.
pub fn rule(scope: &mut Scope<'_>, check: &Check) -> TokenStream {
    let mut writer = Writer { scope, patterns: Patterns::default(), near: Vec::new() };
    if let Some(path) = writer.path(check) {
        return path;
    }
    let chain = writer.chain(check, quote!(value));
    let statics = writer.statics();
    if statics.is_empty() { quote!(|value| #chain) } else { quote!(|value| { #statics #chain }) }
}

/// [`rule`] as text; `indent` stands before its further lines.
pub fn rule_text(scope: &mut Scope<'_>, check: &Check, indent: &str) -> String {
    let rule = rule(scope, check);
    print::expression(&rule).replace('\n', &format!("\n{indent}"))
}

struct Writer<'s, 'a> {
    scope: &'s mut Scope<'a>,
    patterns: Patterns,
    /// The properties on the way to here.
    near: Vec<String>,
}

impl Writer<'_, '_> {
    /// One call after the other on `value`.
    fn chain(&mut self, check: &Check, value: TokenStream) -> TokenStream {
        check.0.iter().fold(value, |value, keyword| {
            let call = self.call(keyword);
            quote!(#value #call)
        })
    }

    /// The rule of an inner check.
    fn inner(&mut self, check: &Check) -> TokenStream {
        if let Some(path) = self.path(check) {
            return path;
        }
        let chain = self.chain(check, quote!(value));
        quote!(|value| #chain)
    }

    /// The function that is the whole rule.
    fn path(&mut self, check: &Check) -> Option<TokenStream> {
        match check.0.as_slice() {
            [Keyword::Schema(id)] => Some(self.scope.validator(*id)),
            _ => None,
        }
    }

    fn rules(&mut self, checks: &[Check]) -> TokenStream {
        let rules: Vec<_> = checks.iter().map(|check| self.inner(check)).collect();
        quote!(&[#(#rules),*])
    }

    fn call(&mut self, keyword: &Keyword) -> TokenStream {
        match keyword {
            Keyword::Type(types) => self.types(types),
            Keyword::EnumStrings(values) => quote!(.one_of_strings(&[#(#values),*])),
            Keyword::Enum(values) => quote!(.enumeration(&[#(#values),*])),
            Keyword::Const(value) => quote!(.constant(#value)),
            Keyword::MultipleOf(number) => bound("multiple_of", number),
            Keyword::Minimum(number) => bound("minimum", number),
            Keyword::Maximum(number) => bound("maximum", number),
            Keyword::ExclusiveMinimum(number) => bound("exclusive_minimum", number),
            Keyword::ExclusiveMaximum(number) => bound("exclusive_maximum", number),
            Keyword::MinLength(count) => counted("min_length", *count),
            Keyword::MaxLength(count) => counted("max_length", *count),
            Keyword::MinItems(count) => counted("min_items", *count),
            Keyword::MaxItems(count) => counted("max_items", *count),
            Keyword::MinProperties(count) => counted("min_properties", *count),
            Keyword::MaxProperties(count) => counted("max_properties", *count),
            Keyword::UniqueItems => quote!(.unique_items()),
            Keyword::Required(names) => quote!(.required(&[#(#names),*])),
            Keyword::Refused => quote!(.refused()),
            Keyword::Format(format) => self.format(*format),
            Keyword::Pattern(pattern) => {
                let pattern = self.pattern(pattern);
                quote!(.pattern(&#pattern))
            }
            Keyword::Items(_)
            | Keyword::PrefixItems(..)
            | Keyword::Contains { .. }
            | Keyword::Members { .. }
            | Keyword::PropertyNames(_)
            | Keyword::DependentRequired(_)
            | Keyword::DependentSchemas(_)
            | Keyword::AllOf(_)
            | Keyword::AnyOf(_)
            | Keyword::OneOf(_)
            | Keyword::Not(_)
            | Keyword::IfThenElse(..)
            | Keyword::Nullable(_)
            | Keyword::Discriminator { .. }
            | Keyword::Schema(_) => self.applicator(keyword),
        }
    }

    /// A keyword that applies checks to parts of the value or to the value again.
    fn applicator(&mut self, keyword: &Keyword) -> TokenStream {
        match keyword {
            Keyword::Items(check) => self.unary("items", check),
            Keyword::PropertyNames(check) => self.unary("property_names", check),
            Keyword::Not(check) => self.unary("not", check),
            Keyword::Nullable(check) => self.unary("nullable", check),
            Keyword::AllOf(checks) => self.several("all_of", checks),
            Keyword::AnyOf(checks) => self.several("any_of", checks),
            Keyword::OneOf(checks) => self.several("one_of", checks),
            Keyword::PrefixItems(first, others) => {
                let (first, others) = (self.rules(first), self.inner(others));
                quote!(.prefix_items(#first, #others))
            }
            Keyword::Contains { check, min, max } => self.contains(check, *min, *max),
            Keyword::Members { declared, patterns, others } => self.members(declared, patterns, others),
            Keyword::DependentRequired(names) => {
                let (member, needed) = (names.keys(), names.values());
                quote!(.dependent_required(&[#((#member, &[#(#needed),*])),*]))
            }
            Keyword::DependentSchemas(schemas) => self.dependent_schemas(schemas),
            Keyword::IfThenElse(condition, then, otherwise) => {
                let (condition, then, otherwise) = (self.inner(condition), self.inner(then), self.inner(otherwise));
                quote!(.if_then_else(#condition, #then, #otherwise))
            }
            Keyword::Discriminator { property, mapping } => self.discriminator(property, mapping),
            Keyword::Schema(id) => {
                let validator = self.scope.validator(*id);
                quote!(.schema(#validator))
            }
            _ => TokenStream::new(),
        }
    }

    fn unary(&mut self, method: &str, check: &Check) -> TokenStream {
        let (method, rule) = (format_ident!("{method}"), self.inner(check));
        quote!(.#method(#rule))
    }

    fn several(&mut self, method: &str, checks: &[Check]) -> TokenStream {
        let (method, rules) = (format_ident!("{method}"), self.rules(checks));
        quote!(.#method(#rules))
    }

    fn contains(&mut self, check: &Check, min: u64, max: Option<u64>) -> TokenStream {
        let (rule, min) = (self.inner(check), Literal::u64_unsuffixed(min));
        let max = max.map_or_else(|| quote!(None), |max| {
            let max = Literal::u64_unsuffixed(max);
            quote!(Some(#max))
        });
        quote!(.contains(#rule, #min, #max))
    }

    fn dependent_schemas(&mut self, schemas: &[(String, Check)]) -> TokenStream {
        let calls = schemas.iter().map(|(member, check)| {
            let rule = self.inner(check);
            quote!(.dependent_schema(#member, #rule))
        });
        calls.collect()
    }

    fn discriminator(&mut self, property: &str, mapping: &[(String, TypeId)]) -> TokenStream {
        let pairs: Vec<_> = mapping.iter().map(|(tag, id)| {
            let validator = self.scope.validator(*id);
            quote!((#tag, #validator))
        }).collect();
        quote!(.discriminator(#property, &[#(#pairs),*]))
    }

    fn types(&mut self, types: &[JsonType]) -> TokenStream {
        if let [only] = types {
            let method = format_ident!("{}", type_name(*only).to_lowercase());
            return quote!(.#method());
        }
        let kind = self.scope.runtime("Kind");
        let kinds = types.iter().map(|ty| format_ident!("{}", type_name(*ty)));
        quote!(.types(&[#(#kind::#kinds),*]))
    }

    fn format(&mut self, format: Format) -> TokenStream {
        let (path, variant) = (self.scope.runtime("Format"), print::ident(&format!("{format:?}")));
        quote!(.format(#path::#variant))
    }

    fn members(&mut self, declared: &[(String, Check)], patterns: &[(Pattern, Check)], others: &Check) -> TokenStream {
        let pairs: Vec<_> = patterns.iter().map(|(pattern, check)| {
            let (pattern, rule) = (self.pattern(pattern), self.inner(check));
            quote!((&#pattern, #rule))
        }).collect();
        let arms: Vec<_> = declared.iter().map(|(name, check)| {
            self.near.push(name.clone());
            let chain = self.chain(check, quote!(value));
            self.near.pop();
            quote!(#name => #chain)
        }).collect();
        let matched: Vec<_> = match others.0.is_empty() {
            true => Vec::new(),
            false => patterns.iter().map(|(pattern, _)| self.pattern(pattern)).collect(),
        };
        let others = self.chain(others, quote!(value));
        let arms = quote!(#(#arms,)* #(_ if #matched.is_match(name) => value,)*);
        let pattern_members = (!pairs.is_empty()).then(|| quote!(.pattern_members(&[#(#pairs),*])));
        let members = match (arms.is_empty(), others.to_string() == "value") {
            (true, true) => TokenStream::new(),
            (true, false) => quote!(.members(|_, value| #others)),
            (false, _) => quote!(.members(|name, value| match name { #arms _ => #others })),
        };
        quote!(#pattern_members #members)
    }

    /// The static of a pattern, named after the nearest property.
    fn pattern(&mut self, pattern: &Pattern) -> proc_macro2::Ident {
        let runtime = self.scope.runtime("Pattern").to_string().replace(' ', "");
        let expression = format!("{runtime}::new({})", raw(&pattern.regex));
        if let Some((name, _)) = self.patterns.0.iter().find(|(_, known)| *known == expression) {
            return print::ident(name);
        }
        let near = self.near.last().map_or("pattern", String::as_str);
        let taken: Vec<_> = self.patterns.0.iter().map(|(name, _)| name.as_str()).collect();
        let name = names::constant(near, &pattern.regex, &taken);
        let ident = print::ident(&name);
        self.patterns.0.push((name, expression));
        ident
    }

    fn statics(&mut self) -> TokenStream {
        let ty = if self.patterns.0.is_empty() { TokenStream::new() } else { self.scope.runtime("Pattern") };
        let statics = self.patterns.0.iter().map(|(name, expression)| {
            let (name, expression) = (print::ident(name), expression.parse::<TokenStream>().unwrap_or_default());
            quote!(static #name: #ty = #expression;)
        });
        statics.collect()
    }
}

fn type_name(ty: JsonType) -> &'static str {
    match ty {
        JsonType::Null => "Null",
        JsonType::Boolean => "Boolean",
        JsonType::Object => "Object",
        JsonType::Array => "Array",
        JsonType::Number => "Number",
        JsonType::Integer => "Integer",
        JsonType::String => "String",
    }
}

fn counted(method: &str, count: u64) -> TokenStream {
    let (method, count) = (format_ident!("{method}"), Literal::u64_unsuffixed(count));
    quote!(.#method(#count))
}

/// A bound as a number of Rust where it is one exactly, otherwise as its text.
fn bound(method: &str, number: &str) -> TokenStream {
    let method = format_ident!("{method}");
    let literal = match number.parse::<i64>() {
        Ok(integer) => integer.to_string().parse::<TokenStream>().unwrap_or_default(),
        Err(_) => quote!(#number),
    };
    quote!(.#method(#literal))
}

/// A raw string literal where the text allows one.
fn raw(text: &str) -> String {
    if !text.contains(['\\', '"']) || text.chars().any(char::is_control) {
        return print::literal(text);
    }
    let mut signs = String::new();
    while text.contains(&format!("\"{signs}")) {
        signs.push('#');
    }
    format!("r{signs}\"{text}\"{signs}")
}
