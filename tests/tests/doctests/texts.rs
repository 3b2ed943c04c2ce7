//! Random markdown, as nasty as it gets: pieces that begin and end blocks, in any order.

/// A sequence of random numbers that its seed decides (xorshift64*).
pub struct Random(u64);

/// What a line begins with.
const STARTS: &[&str] = &[
    "",
    "",
    "",
    " ",
    "  ",
    "   ",
    "    ",
    "     ",
    "      ",
    "       ",
    "        ",
    "\t",
    " \t",
    "\t\t",
    ">",
    "> ",
    ">  ",
    ">     ",
    ">\t",
    "> > ",
    "- ",
    "-",
    "-  ",
    "-   ",
    "-    ",
    "-     ",
    "-      ",
    "-\t",
    "-\t\t",
    "* ",
    "*     ",
    "+ ",
    "+    ",
    "1. ",
    "1.     ",
    "1.",
    "2. ",
    "0) ",
    "10)     ",
    "123456789. ",
    "1234567890. ",
    "007.  ",
    "- [ ] ",
    "- [x]     ",
    "[ ] ",
    "[x]     ",
    "[^1]: ",
    "[^1]:     ",
    "[^a b]:\t",
    "|",
    "| ",
    "# ",
    "#",
    "######     ",
    ": ",
    ":   ",
    "~ ",
    "\u{a0}",
    "\u{3000}",
    "\u{2003}    ",
    "\u{b}",
    "\u{c}",
    "\u{200b}",
    "\u{feff}",
    "\\",
    "!",
    "<",
    "&nbsp;",
];

/// What stands in a line.
const BODIES: &[&str] = &[
    "",
    "",
    "word",
    "two words",
    "std::fs::write(\"pwned\", \"\").unwrap();",
    "let x = 1;",
    "fn main() {}",
    "# #[no_mangle]",
    "panic!()",
    "```",
    "````",
    "`````",
    "~~~",
    "~~~~",
    "```rust",
    "```rust,no_run",
    "``` rust",
    "```text",
    "```text rust",
    "```ignore",
    "```{.rust}",
    "```{",
    "```,",
    "```\"rust\"",
    "```(a) rust",
    "```custom",
    "```should_panic",
    "```edition2021",
    "```E0001",
    "```ignore-x86",
    "~~~rust",
    "~~~ ```",
    "~~~text",
    "~~~ rust `",
    "``` ~~~",
    "```text `",
    "`",
    "``",
    "`a",
    "a`",
    "`` ` ``",
    "```a```",
    "&#96;&#96;&#96;",
    "&#126;~~",
    "\\```",
    "\\~~~",
    "`\\``",
    "===",
    "---",
    "- - -",
    "***",
    "_ _ _",
    "--- |",
    "|---|",
    "---|---",
    ":-:|:-",
    "|:--|--:|\u{2028}",
    "| a | b |",
    "a | b",
    "| ``` |",
    "|     x |",
    "<div>",
    "</div>",
    "<pre>",
    "</pre>",
    "<!--",
    "-->",
    "<!---->",
    "<script>",
    "</script>",
    "<style",
    "<?php",
    "?>",
    "<![CDATA[",
    "]]>",
    "<!X",
    "<a href=\"",
    "\">",
    "<b",
    "<https://a.example>",
    "<javascript:alert(1)>",
    "<a@b.example>",
    "https://a.example/`",
    "[a]: b",
    "[a]:",
    "[a]: <b",
    "[a]: b \"",
    "[a]: b '",
    "\"",
    "'",
    "[a]: b (",
    ")",
    "[a",
    "[a][b]",
    "[a](b",
    "[a](<b",
    "![",
    "](https://a.example)",
    "[^1]",
    "[^1]: x",
    "[`X`]",
    "[x]",
    "[!NOTE]",
    "{#id}",
    "$$",
    "**",
    "*a",
    "_",
    "~~",
    "~a~",
    "\\",
    "  ",
    "    x",
    "a\tb",
    "\u{0}",
    "\u{1}",
    "\u{7f}",
    "\u{85}",
    "\u{202e}",
    "\u{2066}",
    "\u{e0041}",
    "a\u{3164}b",
    "\u{115f}\u{ffa0}",
    "\u{1f468}\u{200d}\u{1f469}",
    "*/",
    "/*",
    "//",
    "\"#",
    "\\u{41}",
    "%",
    "0",
    "99999999999999999999.",
];

/// What a line ends with.
const ENDS: &[&str] = &[
    "\n", "\n", "\n", "\n", "\n\n", "\n\n", "\n\n\n", "\r\n", "\r", "\r\n\r\n", "  \n", "\\\n", "\n ", "\n    \n", "\n\t\n",
    "\n>\n", "\u{2028}", "\u{2029}", "\u{85}", "",
];

impl Random {
    /// The sequence of a seed.
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    fn below(&mut self, count: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % count
    }

    fn one(&mut self, of: &[&'static str]) -> &'static str {
        of[self.below(of.len())]
    }

    /// A text of up to eight lines, now and then a single piece.
    pub fn text(&mut self) -> String {
        let lines = match self.below(8) {
            0 => return format!("{}{}", self.one(STARTS), self.one(BODIES)),
            few => few,
        };
        let mut text = String::new();
        for _ in 0..=lines {
            for _ in 0..[0, 1, 1, 1, 2, 2, 3][self.below(7)] {
                text.push_str(self.one(STARTS));
            }
            for _ in 0..[1, 1, 1, 2][self.below(4)] {
                text.push_str(self.one(BODIES));
            }
            text.push_str(self.one(ENDS));
        }
        text.replace('\0', "")
    }
}
