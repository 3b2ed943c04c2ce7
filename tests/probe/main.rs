//! Reads one question a line, `case<TAB>question<TAB>name<TAB>text`, and writes one answer a line, its parts apart by tabs.

use std::io::BufRead;
use std::panic::catch_unwind;

fn main() {
    for line in std::io::stdin().lock().lines().map_while(Result::ok) {
        let parts: Vec<&str> = line.splitn(4, '\t').collect();
        let [case, question, name, text] = parts[..] else { panic!("no question: {line}") };
        let answer = catch_unwind(|| compiled_cases::table::ask(case, question, name, text));
        let answer = answer.unwrap_or_else(|_| vec!["it panics".to_owned()]);
        println!("{}", answer.iter().map(|part| part.replace(['\t', '\n', '\r'], " ")).collect::<Vec<_>>().join("\t"));
    }
}
