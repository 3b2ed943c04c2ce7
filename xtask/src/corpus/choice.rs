//! Which documents a run is about.

use camino::{Utf8Path, Utf8PathBuf};

/// What chooses among the documents.
#[derive(clap::Args)]
pub struct Choice {
    /// Only documents whose path holds this text.
    #[arg(long, value_name = "TEXT")]
    filter: Option<String>,
    /// Only a part of them: `1/4` is the first of four.
    #[arg(long, value_name = "I/N", value_parser = shard)]
    shard: Option<(usize, usize)>,
    /// Only so many of them, chosen by `--seed`.
    #[arg(long, value_name = "COUNT")]
    sample: Option<usize>,
    /// What chooses the sample, and what is changed: the same seed, the same documents.
    #[arg(long, value_name = "NUMBER", default_value_t = 0)]
    pub seed: u64,
}

fn shard(text: &str) -> Result<(usize, usize), String> {
    let numbers = text.split_once('/').and_then(|(of, all)| Some((of.parse().ok()?, all.parse().ok()?)));
    numbers.filter(|(of, all)| (1..=*all).contains(of)).ok_or_else(|| "expected I/N, such as 1/4".to_owned())
}

/// The documents of a folder that are chosen, the largest first.
///
/// # Errors
///
/// When a folder cannot be read.
pub fn documents(root: &Utf8Path, choice: &Choice) -> Result<Vec<Utf8PathBuf>, String> {
    let mut found = Vec::new();
    let mut open = vec![root.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in folder.read_dir_utf8().map_err(|error| format!("{folder}: {error}"))? {
            let path = entry.map_err(|error| error.to_string())?.into_path();
            match path.is_dir() {
                true => open.push(path),
                false if matches!(path.extension(), Some("json" | "yaml" | "yml")) => found.push(path),
                false => {}
            }
        }
    }
    found.sort();
    if let Some(text) = &choice.filter {
        found.retain(|path| path.strip_prefix(root).is_ok_and(|path| path.as_str().contains(text.as_str())));
    }
    if let Some((of, all)) = choice.shard {
        found = found.into_iter().enumerate().filter(|(at, _)| at % all == of - 1).map(|(_, path)| path).collect();
    }
    if let Some(count) = choice.sample {
        found.sort_by_key(|path| mixed(choice.seed, path.strip_prefix(root).unwrap_or(path).as_str()));
        found.truncate(count);
    }
    let size = |path: &Utf8PathBuf| path.metadata().map_or(0, |metadata| metadata.len());
    found.sort_by_key(|path| std::cmp::Reverse(size(path)));
    Ok(found)
}

/// A number that a seed and a path decide (FNV-1a, mixed once more, so that like paths are apart).
pub fn mixed(seed: u64, path: &str) -> u64 {
    let bytes = seed.to_le_bytes().into_iter().chain(path.bytes());
    let hash = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    let hash = (hash ^ (hash >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash ^ (hash >> 33)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn chosen(folder: &Utf8Path, choice: Choice) -> Vec<String> {
        let mut names: Vec<_> =
            documents(folder, &choice).unwrap().iter().map(|path| path.strip_prefix(folder).unwrap().to_string()).collect();
        names.sort();
        names
    }

    #[test]
    fn shards_are_all_of_it_and_samples_are_the_same_for_one_seed() {
        let folder = tempfile::tempdir().unwrap();
        let folder = Utf8Path::from_path(folder.path()).unwrap();
        fs_err::create_dir(folder.join("a")).unwrap();
        for name in ["a/1.json", "a/2.yaml", "3.yml", "4.json", "read.me"] {
            fs_err::write(folder.join(name), name).unwrap();
        }
        let all = || Choice { filter: None, shard: None, sample: None, seed: 0 };
        assert_eq!(chosen(folder, all()), ["3.yml", "4.json", "a/1.json", "a/2.yaml"]);
        let shard = |of| chosen(folder, Choice { shard: Some((of, 3)), ..all() });
        let mut shards = [shard(1), shard(2), shard(3)].concat();
        shards.sort();
        assert_eq!(shards, chosen(folder, all()));
        let sample = |seed| chosen(folder, Choice { sample: Some(2), seed, ..all() });
        assert_eq!(sample(1), sample(1));
        assert!((0..20).any(|seed| sample(seed) != sample(1)));
        assert_eq!(chosen(folder, Choice { filter: Some("a/".to_owned()), ..all() }), ["a/1.json", "a/2.yaml"]);
    }
}
