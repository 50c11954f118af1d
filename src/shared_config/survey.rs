//! The one pass over a large file.

use std::fs::File;
use std::ops::Range;

use memchr::memmem;

use super::outline::{Draft, Outline};
use super::plain;
use super::reading::Reading;
use super::text::FileKind;
use super::window;

/// The stack of the second thread, in bytes.
const STACK: usize = 256 << 10;

/// Returns the outline of a file of `size` bytes, of which two threads look at a half each if it is very large.
///
/// Returns nothing if it is no UTF-8, or cannot be read through the window.
pub(super) fn outline(
    kind: FileKind,
    file: &File,
    size: usize,
    reading: &Reading,
) -> Option<Outline> {
    let part = Part { kind, file, window: reading.window, noted: reading.noted.as_deref() };
    let middle = (size >= reading.shared_out).then(|| part.section_behind(size / 2)).flatten();
    let outline = match middle {
        Some(middle) => part.in_two(0..middle, middle..size),
        None => part.outline(0..size),
    };
    outline.map(Outline::sorted)
}

#[derive(Clone, Copy)]
struct Part<'f> {
    kind: FileKind,
    file: &'f File,
    window: usize,
    noted: Option<&'f str>,
}

impl Part<'_> {
    fn outline(self, range: Range<usize>) -> Option<Outline> {
        let mut draft = Draft::of(range.len(), self.kind, self.noted);
        window::blocks(self.file, range, self.window, |_, block| draft.add(block))?;
        draft.is_utf8.then(|| draft.finish())
    }

    fn in_two(self, first: Range<usize>, second: Range<usize>) -> Option<Outline> {
        let all = first.start..second.end;
        let both = std::thread::scope(|scope| {
            let processor = processor();
            let look = move || {
                leave(processor);
                self.outline(second)
            };
            let thread = std::thread::Builder::new().stack_size(STACK);
            let other = thread.spawn_scoped(scope, look).ok()?;
            let first = self.outline(first);
            Some((first, other.join().ok().flatten()))
        });
        match both {
            Some((first, second)) => Some(first?.followed_by(second?)),
            // Without a thread it only takes longer.
            None => self.outline(all),
        }
    }

    /// Returns where the next section begins with a header that every tool knows: whatever stands above, no tool takes it
    /// for anything else.
    fn section_behind(self, start: usize) -> Option<usize> {
        let mut bytes = vec![0; self.window];
        let count = window::fill(self.file, &mut bytes, start)?;
        let bytes = bytes.get(..count)?;
        let mut starts = memmem::find_iter(bytes, b"\n[").map(|end| end + 1);
        let is_header = |at: &usize| {
            let line = bytes.get(*at..).and_then(|rest| rest.split(|byte| *byte == b'\n').next());
            let line = line.filter(|line| at + line.len() < bytes.len());
            line.is_some_and(|line| plain::header(line, self.kind).is_some())
        };
        Some(start + starts.find(is_header)?)
    }
}

/// Returns the processor that this thread runs on.
#[cfg(target_os = "linux")]
fn processor() -> usize {
    rustix::thread::sched_getcpu()
}

/// Makes this thread go to another processor than that one, if it may.
///
/// Linux often starts a thread where its parent runs, and shares that processor out for longer than the work takes.
#[cfg(target_os = "linux")]
fn leave(processor: usize) {
    if let Ok(mut others) = rustix::thread::sched_getaffinity(None) {
        others.unset(processor);
        if others.count() > 0 {
            _ = rustix::thread::sched_setaffinity(None, &others);
        }
    }
}

/// Returns nothing of use where a thread cannot choose.
#[cfg(not(target_os = "linux"))]
const fn processor() -> usize {
    0
}

/// Leaves it to the system.
#[cfg(not(target_os = "linux"))]
const fn leave(_processor: usize) {}
