//! Strings, eight bytes at once.

/// The offset of the first byte from here on that cannot stand in a string as it is: a quote, a backslash, a control character.
#[inline]
pub(super) fn plain_end(bytes: &[u8], from: usize) -> usize {
    let mut at = from;
    while let Some(Ok(eight)) = bytes.get(at..at + 8).map(<[u8; 8]>::try_from) {
        let found = special(u64::from_le_bytes(eight));
        if found != 0 {
            return at + (found.trailing_zeros() / 8) as usize;
        }
        at += 8;
    }
    // The last eight, of which some have been looked at.
    let last = bytes.len().wrapping_sub(8);
    if let Some(Ok(eight)) = bytes.get(last..).map(<[u8; 8]>::try_from) {
        let known = 8 * (at - last) as u32;
        let found = special(u64::from_le_bytes(eight)).checked_shr(known).unwrap_or_default();
        return if found == 0 { bytes.len() } else { at + (found.trailing_zeros() / 8) as usize };
    }
    let rest = bytes.get(at..).unwrap_or_default();
    at + rest.iter().position(|byte| matches!(byte, b'"' | b'\\' | ..b' ')).unwrap_or(rest.len())
}

/// The highest bit of each byte that is special.
#[inline]
const fn special(word: u64) -> u64 {
    const ONES: u64 = u64::from_le_bytes([1; 8]);
    const HIGH: u64 = ONES << 7;
    const LOW: u64 = !HIGH;
    let (quotes, slashes) = (word ^ (ONES * b'"' as u64), word ^ (ONES * b'\\' as u64));
    // No sum carries over to the next byte.
    let quotes = ((quotes & LOW) + LOW) | quotes;
    let slashes = ((slashes & LOW) + LOW) | slashes;
    let control = ((word & LOW) + ONES * (0x80 - b' ' as u64)) | word;
    !(quotes & slashes & control) & HIGH
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_special_byte_is_found_wherever_it_stands() {
        for byte in 0..=u8::MAX {
            for place in 0..20 {
                let mut bytes = [b'a'; 20];
                if let Some(there) = bytes.get_mut(place) {
                    *there = byte;
                }
                let expected = if matches!(byte, b'"' | b'\\' | ..b' ') { place } else { bytes.len() };
                assert_eq!(plain_end(&bytes, 0), expected, "{byte} at {place}");
            }
        }
    }

    #[test]
    fn of_two_the_first_counts() {
        for (first, second) in [(3, 4), (0, 7), (6, 9)] {
            for pair in [*b"\"\\", *b"\x01\"", *b"\\\x1f"] {
                let bytes: Vec<u8> = (0..16)
                    .map(|at| {
                        if at == first {
                            pair[0]
                        } else if at == second {
                            pair[1]
                        } else {
                            0xc3
                        }
                    })
                    .collect();
                assert_eq!(plain_end(&bytes, 0), first);
            }
        }
    }
}
