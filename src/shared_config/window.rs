//! A file seen through a window.

use std::fs::File;
use std::ops::Range;
use std::os::unix::fs::FileExt as _;

/// Hands over a part of a file in blocks of whole lines, each with the place where it begins. The part has to begin and end
/// with a line; no more than `window` bytes are in memory.
///
/// Returns nothing where that cannot be: a line does not fit in the window, or the file cannot be read.
pub(super) fn blocks(
    file: &File,
    part: Range<usize>,
    window: usize,
    mut take: impl FnMut(usize, &[u8]),
) -> Option<()> {
    let mut window = vec![0; window.min(part.len() + 1)];
    let (mut start, mut filled) = (part.start, 0);
    while start < part.end {
        let free = window.get_mut(filled..)?;
        let wanted = free.len().min(part.end - start - filled);
        let read = read(file, free.get_mut(..wanted)?, start + filled)?;
        filled += read;
        let is_all = read == 0 || start + filled == part.end;
        let end = if is_all { filled } else { end_of_lines(window.get(..filled)?)? };
        take(start, window.get(..end)?);
        if is_all {
            break;
        }
        window.copy_within(end..filled, 0);
        (start, filled) = (start + end, filled - end);
    }
    Some(())
}

/// Returns where the last line ends.
fn end_of_lines(bytes: &[u8]) -> Option<usize> {
    bytes.iter().rposition(|byte| *byte == b'\n').map(|end| end + 1)
}

/// Reads into `bytes` from `start` on, as often as it takes to fill them; returns how many there were.
pub(super) fn fill(file: &File, bytes: &mut [u8], start: usize) -> Option<usize> {
    let mut filled = 0;
    while let Some(free) = bytes.get_mut(filled..).filter(|free| !free.is_empty()) {
        let read = read(file, free, start + filled)?;
        if read == 0 {
            break;
        }
        filled += read;
    }
    Some(filled)
}

fn read(file: &File, bytes: &mut [u8], start: usize) -> Option<usize> {
    loop {
        match file.read_at(bytes, u64::try_from(start).ok()?) {
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            read => return read.ok(),
        }
    }
}
