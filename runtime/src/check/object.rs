//! Objects.

use super::array::count;
use super::{Check, Mode, Pattern, Rule};
use crate::json::{Finder, Tape};

/// What each member must satisfy, by name.
pub type MemberRule = for<'n, 'c> fn(&'n str, Check<'c>) -> Check<'c>;

/// What is said of a member that is missing.
pub(crate) fn missing(name: &str) -> String {
    format!("member `{name}` is missing")
}

impl Check<'_> {
    /// `required`: these members are there.
    pub fn required(mut self, names: &[&str]) -> Self {
        if let Some(members) = self.active_object() {
            let mut finder = Finder::new(members);
            for name in names {
                if finder.find(name).is_none() {
                    self.fail("required", || missing(name));
                }
            }
        }
        self
    }

    /// `properties` and `additionalProperties`: the rule says for each name what the member must satisfy.
    pub fn members(self, rule: MemberRule) -> Self {
        self.members_by(rule)
    }

    /// [`Check::members`] with a rule that holds data.
    pub fn members_by(mut self, rule: impl for<'n, 'm> Fn(&'n str, Check<'m>) -> Check<'m>) -> Self {
        if let Some(members) = self.active_object() {
            // Where only yes or no matters, constants and tags decide before anything nested costs time.
            let passes: &[Option<bool>] = if self.run.mode == Mode::Report { &[None] } else { &[Some(false), Some(true)] };
            for pass in passes {
                for (name, value) in members.filter(|(_, value)| pass.is_none_or(|pass| pass == value.holds_others())) {
                    self.inside(value, |check| rule(name, check));
                }
            }
        }
        self
    }

    /// `patternProperties`: the members whose name matches a pattern satisfy its rule.
    pub fn pattern_members(self, rules: &[(&'static Pattern, Rule)]) -> Self {
        self.pattern_members_by(rules)
    }

    /// [`Check::pattern_members`] with rules that hold data.
    pub fn pattern_members_by<R: Fn(Check<'_>) -> Check<'_>>(mut self, rules: &[(&Pattern<'_>, R)]) -> Self {
        if let Some(members) = self.active_object() {
            for (name, value) in members {
                for (pattern, rule) in rules {
                    if self.matches(pattern, name) {
                        self.mark_member(name);
                        self.inside(value, rule);
                    }
                }
            }
        }
        self
    }

    /// `propertyNames`: the name of each member, as a string, satisfies the rule. What is wrong has the place of the member.
    pub fn property_names(self, rule: Rule) -> Self {
        self.property_names_by(rule)
    }

    /// [`Check::property_names`] with a rule that holds data.
    pub fn property_names_by(mut self, rule: impl Fn(Check<'_>) -> Check<'_>) -> Self {
        if let Some(members) = self.active_object() {
            for (name, member) in members {
                let (told, keywords) = (self.run.violations.entries().len(), self.run.keywords.get());
                let mut place = self.run.place(*self.value);
                self.value.step(member.place(), &mut place);
                self.elsewhere(Some(member.place()), Tape::string(name).root(), place, &rule);
                self.knows(member.place(), keywords);
                self.run.violations.amend(told, |violation| {
                    violation.keyword = "propertyNames";
                    violation.message = format!("the name of the member: {}", violation.message);
                });
            }
        }
        self
    }

    /// `minProperties`.
    pub fn min_properties(mut self, least: u64) -> Self {
        if let Some(members) = self.active_object()
            && count(members.len()) < least
        {
            self.fail("minProperties", || format!("expected at least {least} members, found {}", members.len()));
        }
        self
    }

    /// `maxProperties`.
    pub fn max_properties(mut self, most: u64) -> Self {
        if let Some(members) = self.active_object()
            && count(members.len()) > most
        {
            self.fail("maxProperties", || format!("expected at most {most} members, found {}", members.len()));
        }
        self
    }

    /// `dependentRequired`: if the first member is there, so are the others.
    pub fn dependent_required(mut self, dependencies: &[(&str, &[&str])]) -> Self {
        if let Some(value) = self.active_object_value() {
            for (name, needed) in dependencies.iter().filter(|(name, _)| value.get(name).is_some()) {
                for missing in needed.iter().filter(|needed| value.get(needed).is_none()) {
                    self.fail("dependentRequired", || format!("member `{missing}` is missing, which `{name}` needs"));
                }
            }
        }
        self
    }

    /// `dependentSchemas`: if the member is there, the object satisfies the rule.
    pub fn dependent_schema(self, name: &str, rule: Rule) -> Self {
        self.dependent_schema_by(name, rule)
    }

    /// [`Check::dependent_schema`] with a rule that holds data.
    pub fn dependent_schema_by(mut self, name: &str, rule: impl Fn(Check<'_>) -> Check<'_>) -> Self {
        if let Some(value) = self.active()
            && value.get(name).is_some()
        {
            self.apply(value, rule);
        }
        self
    }

    /// `discriminator` of OpenAPI: the value of the member says which rule the object satisfies.
    pub fn discriminator(self, name: &'static str, rules: &[(&str, Rule)]) -> Self {
        self.discriminator_by(name, rules)
    }

    /// [`Check::discriminator`] with rules that hold data.
    pub fn discriminator_by<R: Fn(Check<'_>) -> Check<'_>>(mut self, name: &str, rules: &[(&str, R)]) -> Self {
        let Some(value) = self.active_object_value() else { return self };
        let Some(tag) = value.get(name) else {
            self.fail("discriminator", || format!("member `{name}` is missing"));
            return self;
        };
        match crate::union::text_of_tag(tag).and_then(|tag| rules.iter().find(|(listed, _)| *listed == tag.as_ref())) {
            Some((_, rule)) => {
                self.apply(value, rule);
            }
            None => self.inside(tag, |mut check| {
                let names: Vec<&str> = rules.iter().map(|(listed, _)| *listed).collect();
                check.fail("discriminator", || format!("expected {}", crate::enumeration::list(&names)));
                check
            }),
        }
        self
    }
}
