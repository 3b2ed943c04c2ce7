//! Arrays.

use std::collections::HashMap;

use super::{Check, Rule};
use crate::json::{Elements, canonical};

impl Check<'_> {
    /// `items`: every item satisfies the rule.
    pub fn items(self, rule: Rule) -> Self {
        self.prefix_items(&[], rule)
    }

    /// `prefixItems` and `items`: the first items satisfy one rule each, the others the last rule.
    pub fn prefix_items(self, rules: &[Rule], rest: Rule) -> Self {
        self.prefix_items_by(rules, rest)
    }

    /// [`Check::prefix_items`] with rules that hold data.
    pub fn prefix_items_by<R: Fn(Check<'_>) -> Check<'_>>(mut self, rules: &[R], rest: R) -> Self {
        if let Some(items) = self.active_array() {
            for (index, item) in items.enumerate() {
                self.inside(item, rules.get(index).unwrap_or(&rest));
            }
        }
        self
    }

    /// `contains`, `minContains`, `maxContains`: how many items satisfy the rule. The standard's minimum is 1.
    pub fn contains(self, rule: Rule, least: u64, most: Option<u64>) -> Self {
        self.contains_by(rule, least, most)
    }

    /// [`Check::contains`] with a rule that holds data.
    pub fn contains_by(mut self, rule: impl Fn(Check<'_>) -> Check<'_>, least: u64, most: Option<u64>) -> Self {
        if let Some(items) = self.active_array() {
            let mut found = 0;
            for (index, item) in items.enumerate() {
                if self.satisfies_inside(item, &rule) {
                    found += 1;
                    self.mark_item(index);
                }
            }
            if found < least {
                let keyword = if least == 1 { "contains" } else { "minContains" };
                self.fail(keyword, || format!("expected at least {least} matching items, found {found}"));
            }
            if let Some(most) = most.filter(|most| found > *most) {
                self.fail("maxContains", || format!("expected at most {most} matching items, found {found}"));
            }
        }
        self
    }

    /// `minItems`.
    pub fn min_items(mut self, least: u64) -> Self {
        if let Some(items) = self.active_array()
            && count(items.len()) < least
        {
            self.fail("minItems", || format!("expected at least {least} items, found {}", items.len()));
        }
        self
    }

    /// `maxItems`.
    pub fn max_items(mut self, most: u64) -> Self {
        if let Some(items) = self.active_array()
            && count(items.len()) > most
        {
            self.fail("maxItems", || format!("expected at most {most} items, found {}", items.len()));
        }
        self
    }

    /// `uniqueItems`: no two items are equal.
    pub fn unique_items(mut self) -> Self {
        if let Some(items) = self.active_array()
            && let Some((first, second)) = duplicate(items)
        {
            self.fail("uniqueItems", || format!("items {first} and {second} are equal"));
        }
        self
    }
}

/// The first item that equals an earlier one, after that one.
fn duplicate(items: Elements<'_>) -> Option<(usize, usize)> {
    let mut items = items.enumerate();
    let mut seen = HashMap::with_capacity(items.len());
    items.find_map(|(index, item)| seen.insert(canonical(item), index).map(|first| (first, index)))
}

pub(super) fn count(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}
