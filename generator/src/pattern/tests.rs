//! What patterns match, as ECMA-262 has it.

#![allow(clippy::unwrap_used)]

use letterpress_runtime::{Engine, Pattern};

use super::{Refusal, Translated, translate};

/// A pattern, what it matches and what not, according to `new RegExp(pattern, 'u').test` of Node 20; without `u` where that is no
/// pattern with it.
const ECMA: &[(&str, &[&str], &[&str])] = &[
    (r"^(?!aws:)[a-z:]+$", &["aws", "a:b"], &["aws:x"]),
    (r"^(?=.*\d)(?=.*[a-z]).{3,}$", &["a1b"], &["abc", "123", "a1"]),
    (r"^[a-z.]*(?<!\.)$", &["a.b", ""], &["a."]),
    (r"^(?:(?!--)[a-z-])+$", &["a-b", "-"], &["a--b"]),
    (r"(?<=\$)\d+", &["$12"], &["12", "€12"]),
    (r"(?<![a-z]{1,3}-)1", &["1", "-1"], &["a-1", "abcd-1"]),
    (r"^(?=a)(?=b)", &[], &["a", "b", "ab"]),
    (r"(?!)", &[], &["", "a"]),
    (r"^(?:a(?!b)|b(?=c))+$", &["aa", "a"], &["ab", "bc"]),
    (r"^(?=(a+))a*b$", &["aaab", "ab"], &["b"]),
    (r"(?!.*[.]git$)^[\w.-]*$", &["a.gi", "git"], &["a.git"]),
    (r"^/(?!\.)+[a-z.]+$", &["/a.b"], &["/.b"]),
    (r"^(?=a)*b$", &["b"], &["ab"]),
    (r"^(?:(?!a))?b$", &["b"], &["ab"]),
    (r"^x(?=y){2}y$", &["xy"], &["x"]),
    (r"^\bé", &[], &["é", "aé"]),
    (r"é\b", &["éa"], &["é", "é "]),
    (r"\Ba\B", &["bab"], &["a", "éaé", "ab"]),
    (r"^(?!x)\w+\b!$", &["a!"], &["xa!", "é!"]),
    (r"^\B$", &[""], &["a"]),
    (r"^(.)\1$", &["aa", "éé"], &["ab"]),
    (r#"^(?<q>['"])[a-z]*\k<q>$"#, &["'a'", "\"\""], &["'a\""]),
    (r"^(?!.*(.)\1{2})[a-z]+$", &["aab", "abab"], &["aaab"]),
    (r"^\d{4}(-?)\d{2}\1\d{2}$", &["2026-11-28", "20261128"], &["2026-1128"]),
    (r"^(?:(x)|y)z\1$", &["xzx", "yz"], &["yzx", "xz"]),
    (r"^(x)?y\1$", &["xyx", "y"], &["xy", "yx"]),
    (r"^(a)\10$", &[], &["aa0", "a\u{8}0", "a"]),
    (r"^(?:(a|b)\1)+$", &["aabb"], &["ab", "aab"]),
    (r"(\k)", &["k"], &["a"]),
    (r"^\0$", &["\u{0}"], &["0"]),
    (r"^[\000-\037]+$", &["\u{1}\u{1f}"], &[" ", "0"]),
    (r"^\101$", &["A"], &["101"]),
    (r"^\8$", &["8"], &["\u{8}"]),
    (r"^[\1-\3]$", &["\u{2}"], &["1"]),
    (r"^\x4$", &["x4"], &["\u{4}"]),
    (r"^\u{61}$", &["a"], &["u"]),
    (r"^\ud83d\ude00$", &["😀"], &["d"]),
    (r"^[\ud83d\ude00]$", &["😀"], &["d"]),
    (r"^[^\ud800]$", &["a", "😀"], &[]),
    (r"^[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDBFF-\uDC00\uDFFF\t]*$", &["a\u{9}é"], &["\u{1}"]),
    (r"^[\ud7ff-\ue000]$", &["\u{d7ff}", "\u{e000}"], &["a"]),
    (r"\ud800", &[], &["a", ""]),
    (r"^\-\_\@$", &["-_@"], &["\\-"]),
    (r"^[\b]$", &["\u{8}"], &["b"]),
    (r"^[--/]+$", &["-./"], &["0"]),
    (r"^[+--]+$", &["+,-"], &["."]),
    (r"^[\w-.]+$", &["a-."], &["+"]),
    (r"^[a-\d]+$", &["a-5"], &["b"]),
    (r"^[^]$", &["\u{a}", "a"], &[""]),
    (r"^[]$", &[], &["", "a"]),
    (r"^[[&&]+$", &["[&"], &["a"]),
    (r"^a{,3}$", &["a{,3}"], &["aaa"]),
    (r"^a{2}?$", &["aa"], &["a"]),
    (r"^$|^.$", &["", "a"], &["\u{a}", "\u{2028}"]),
    (r"^\s$", &["\u{feff}", "\u{2003}"], &["\u{180e}"]),
    (r"^\d$", &["5"], &["٥"]),
    (r"^\w$", &["_"], &["é"]),
    (r"^\p{L}+$", &["aé", "字"], &["1"]),
    (r"^[\p{Lu}\d_]+$", &["É5_"], &["é"]),
    (r"^\P{L}$", &["1"], &["a"]),
    (r"^\p{Script=Greek}$", &["α"], &["a"]),
    (r"^\p{sc=Han}$", &["字"], &["a"]),
    (r"^\p{General_Category=Decimal_Number}$", &["٥"], &["a"]),
    (r"^[^\p{C}]+$", &["a b"], &["a\u{1}"]),
    (r"^(?!\s+$)[\p{L}\p{Z}\p{N}_.:/=+\-@]*$", &["a b", ""], &["  ", "a!"]),
];

/// The same for what ECMA-262 has in neither reading, and every dialect that has it reads alike.
const ELSEWHERE: &[(&str, &[&str], &[&str])] = &[
    (r"\A[a-z]+\z", &["ab"], &["Aabz", "ab\n"]),
    (r"^[\p{Alnum}\p{Punct}\p{Blank}]*$", &["a1$ \t"], &["é"]),
    (r"^\p{XDigit}{2}$", &["fF"], &["fg"]),
    (r"^(?!-)[\p{Print}]+$", &["a b"], &["-a", "é"]),
    (r"^\P{Print}$", &["é"], &["a"]),
];

#[test]
fn patterns_match_what_ecma_262_says() {
    for (pattern, matched, missed) in ECMA.iter().chain(ELSEWHERE) {
        let Translated { pattern: translated, length } = translate(pattern).unwrap();
        assert_eq!(length, None, "{pattern}");
        let compiled = Pattern::on(translated.engine, &translated.regex);
        for text in *matched {
            assert!(compiled.is_match(text), "{pattern} on {text:?}: {}", translated.regex);
        }
        for text in *missed {
            assert!(!compiled.is_match(text), "{pattern} on {text:?}: {}", translated.regex);
        }
    }
}

#[test]
fn only_what_needs_it_goes_back() {
    let engine = |pattern: &str| translate(pattern).unwrap().pattern.engine;
    for pattern in ["^a+$", r"\bword\b", "(a)(?<b>b)", r"\1", r"^\p{L}$"] {
        assert_eq!(engine(pattern), Engine::Linear, "{pattern}");
    }
    for pattern in ["(?=a)", "(?<!a)b", r"(a)\1", r"a\B"] {
        assert_eq!(engine(pattern), Engine::Backtracking, "{pattern}");
    }
}

#[test]
fn long_repetitions_are_said_with_less() {
    let shorter = |pattern: &str| {
        let Translated { pattern, length } = translate(pattern).unwrap();
        (pattern.regex, length)
    };
    assert_eq!(shorter("^.{0,262144}$"), (r"^[^\n\r\x{2028}\x{2029}]*\z".to_owned(), Some((0, Some(262_144)))));
    assert_eq!(shorter("^[^é]{70000,}$"), (r"^[^é]*\z".to_owned(), Some((70_000, None))));
    assert_eq!(shorter(r"^.{1,2097152}"), (r"^[^\n\r\x{2028}\x{2029}]{1}".to_owned(), None));
    assert_eq!(shorter(r"[^\p{C}]{1,2048}"), (r"[^\p{C}]{1}".to_owned(), None));
    for pattern in ["^(?:.{0,262144})$", "^a.{0,262144}b$", "((a{1000}){1000}){1000}"] {
        assert_eq!(translate(pattern), Err(Refusal::TooLarge), "{pattern}");
    }
}

#[test]
fn what_the_engine_reads_in_another_way_is_refused() {
    let references =
        [r"^(a)|b\1$", r"\1(a)", r"(a\1)", r"(?:(a)|b)*\1", r"(a)+\1", r"(?!(a))\1", r"(?<=(a))\1", r"(a)(?<=\1)", r"(a??)?\1"];
    for pattern in references {
        assert!(matches!(translate(pattern), Err(Refusal::Reference(_))), "{pattern}: {:?}", translate(pattern));
    }
    for pattern in [r"(?<=a(?=b))", r"(?<!\b)a"] {
        assert!(matches!(translate(pattern), Err(Refusal::Behind(_))), "{pattern}: {:?}", translate(pattern));
    }
    for pattern in ["(?=a)b++", "(?!a)(?>b)", "(?i)(?!a)b", r"(?=\Qa\E)"] {
        assert!(matches!(translate(pattern), Err(Refusal::Foreign(_))), "{pattern}: {:?}", translate(pattern));
    }
    for pattern in ["(", "[a", r"(?<n>a)\k<m>"] {
        assert!(
            matches!(translate(pattern), Err(Refusal::Wrong(_) | Refusal::Foreign(_))),
            "{pattern}: {:?}",
            translate(pattern)
        );
    }
}
