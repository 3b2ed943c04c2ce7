//! Merge conflicts in a file, as Git writes them: also with what both sides began with (`diff3`, `zdiff3`), with signs of any length
//! (`conflict-marker-size`), and one in another, as merging a file with a conflict in it leaves them.

/// Which side of a merge conflict a line belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// No conflict.
    Agreed,
    /// The branch that is merged into.
    Ours,
    /// What both began with.
    Base,
    /// The branch that is merged.
    Theirs,
}

/// Where a reader of lines stands: the conflicts that are open, the outermost first.
#[derive(Clone, Debug, Default)]
pub struct Conflicts(Vec<Side>);

impl Conflicts {
    /// The side of the next line; `None` if it is one that Git puts around a conflict.
    pub fn line(&mut self, line: &str) -> Option<Side> {
        match (sign(line), self.0.last_mut()) {
            (Some('<'), _) => self.0.push(Side::Ours),
            (Some('|'), Some(side @ Side::Ours)) => *side = Side::Base,
            (Some('='), Some(side @ (Side::Ours | Side::Base))) => *side = Side::Theirs,
            (Some('>'), Some(Side::Theirs)) => drop(self.0.pop()),
            (_, _) => return Some(self.side()),
        }
        None
    }

    /// The sides of the open conflicts, the outermost first, of no more than so many.
    pub fn way(&self, most: usize) -> &[Side] {
        self.0.get(..most).unwrap_or(&self.0)
    }

    /// The side on which the reader stands. What is on the other side of any of the open conflicts is not on the first.
    pub fn side(&self) -> Side {
        let is = |side| self.0.contains(&side);
        match (self.0.is_empty(), is(Side::Base), is(Side::Theirs)) {
            (true, _, _) => Side::Agreed,
            (false, true, _) => Side::Base,
            (false, false, true) => Side::Theirs,
            (false, false, false) => Side::Ours,
        }
    }
}

/// The sign of a line that could stand around a conflict: seven times or more, alone or before a word.
pub fn sign(line: &str) -> Option<char> {
    let word = line.split([' ', '\r']).next().unwrap_or_default();
    let sign = word.chars().next().filter(|sign| matches!(sign, '<' | '|' | '=' | '>'))?;
    (word.len() >= 7 && word.chars().all(|c| c == sign)).then_some(sign)
}

/// The first line of a file, or where it begins with a conflict, that of each of its sides; `None` if one of these has no line.
pub fn first_lines(text: &str) -> Option<Vec<&str>> {
    let mut conflicts = Conflicts::default();
    let mut first = Vec::new();
    let mut awaited = true;
    for line in text.lines() {
        match conflicts.line(line) {
            Some(_) if awaited => {
                first.push(line);
                awaited = false;
            }
            Some(_) => {}
            // A side that begins with a conflict of its own waits for the sides of that.
            None if awaited && sign(line) != Some('<') => return None,
            None => awaited = matches!(sign(line), Some('<' | '=')) && conflicts.side() != Side::Base,
        }
        if conflicts.side() == Side::Agreed {
            return Some(first);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sides(text: &str) -> Vec<(&str, Side)> {
        let mut conflicts = Conflicts::default();
        text.split(' ').filter_map(|line| Some((line, conflicts.line(line)?))).collect()
    }

    #[test]
    fn each_line_has_its_side() {
        use Side::{Agreed, Base, Ours, Theirs};
        let plain = sides("a <<<<<<< b ======= c >>>>>>> d ======= e");
        assert_eq!(plain, [("a", Agreed), ("b", Ours), ("c", Theirs), ("d", Agreed), ("=======", Agreed), ("e", Agreed)]);
        let diff3 = sides("<<<<<<< a ||||||| <<<<<<<<< b ||||||||| c ========= d >>>>>>>>> ======= e >>>>>>> f");
        assert_eq!(diff3, [("a", Ours), ("b", Base), ("c", Base), ("d", Base), ("e", Theirs), ("f", Agreed)]);
        let committed = sides("<<<<<<< <<<<<<< a ======= b >>>>>>> ======= <<<<<<< c ======= d >>>>>>> >>>>>>> e");
        assert_eq!(committed, [("a", Ours), ("b", Theirs), ("c", Theirs), ("d", Theirs), ("e", Agreed)]);
    }

    #[test]
    fn a_file_has_a_first_line_or_one_of_each_side() {
        assert_eq!(first_lines("a\nb"), Some(vec!["a"]));
        assert_eq!(first_lines("<<<<<<< x\r\na\r\n=======\r\nb\r\nc\r\n>>>>>>> y\r\nd"), Some(vec!["a", "b"]));
        assert_eq!(
            first_lines("<<<<<<<\na\n|||||||\n<<<<<<<<<\nc\n=========\n>>>>>>>>>\n=======\nb\n>>>>>>>\n"),
            Some(vec!["a", "b"])
        );
        assert_eq!(first_lines("<<<<<<<\n<<<<<<<\na\n=======\nb\n>>>>>>>\nx\n=======\nc\n>>>>>>>\n"), Some(vec!["a", "b", "c"]));
        for none in ["", "<<<<<<<\n=======\nb\n>>>>>>>\n", "<<<<<<<\na\n=======\n>>>>>>>\nb", "<<<<<<<\na\n"] {
            assert_eq!(first_lines(none), None, "{none}");
        }
    }
}
