//! The one pass over a large file.

use std::fs::File;
use std::ops::Range;
use std::sync::{Mutex, PoisonError};
use std::thread::Builder;

use super::calm::line_ends;
use super::outline::{Draft, Outline};
use super::plain;
use super::reading::Reading;
use super::text::FileKind;
use super::window;

/// The stack of the second thread, in bytes.
const STACK: usize = 256 << 10;

/// In how many parts at least a file is looked at by two threads: each takes the next part when it is done with one, so
/// that none waits long for the other, which may start late or have more to do.
const PARTS: usize = 16;

/// Returns the outline of a file of `size` bytes, at which two threads look if it is very large.
///
/// Returns nothing if it is no UTF-8, or cannot be read through the window.
pub(super) fn outline(
    kind: FileKind,
    file: &File,
    size: usize,
    reading: &Reading,
) -> Option<Outline> {
    let threads = if size >= reading.shared_out { 2 } else { 1 };
    let survey = Survey {
        kind,
        file,
        size,
        threads,
        part: if threads > 1 { size / PARTS } else { size },
        window: reading.window,
        noted: reading.noted.as_deref(),
        next: Mutex::new(0),
    };
    let drafts = if threads > 1 { survey.by_two() } else { survey.draft().map(|one| vec![one]) };
    drafts.map(Outline::of)
}

struct Survey<'f> {
    kind: FileKind,
    file: &'f File,
    size: usize,
    threads: usize,
    /// About how many bytes a part has.
    part: usize,
    window: usize,
    noted: Option<&'f str>,
    /// Where the part begins that is to be looked at next.
    next: Mutex<usize>,
}

impl<'f> Survey<'f> {
    /// Looks at part after part, as long as there is one.
    fn draft(&self) -> Option<Draft<'f>> {
        let mut draft = Draft::new(self.kind, self.noted, self.size, self.threads);
        while let Some(part) = self.next_part() {
            draft.begin(part.start, part.len());
            window::blocks(self.file, part, self.window, |_, block| draft.add(block))?;
            draft.end();
        }
        draft.is_utf8.then_some(draft)
    }

    /// Takes the next part, if there is one.
    fn next_part(&self) -> Option<Range<usize>> {
        let mut next = self.next.lock().unwrap_or_else(PoisonError::into_inner);
        let start = *next;
        *next = self.section_behind(start.saturating_add(self.part)).unwrap_or(self.size);
        Some(start..*next).filter(|part| !part.is_empty())
    }

    fn by_two(&self) -> Option<Vec<Draft<'f>>> {
        let processor = processor();
        std::thread::scope(|scope| {
            let look = || {
                leave(processor);
                self.draft()
            };
            let other = Builder::new().stack_size(STACK).spawn_scoped(scope, look);
            // It has to run here to leave, and would otherwise wait until this thread has done all the work.
            std::thread::yield_now();
            let first = self.draft()?;
            // Without a thread it only takes longer.
            let Ok(other) = other else { return Some(vec![first]) };
            Some(vec![first, other.join().ok()??])
        })
    }

    /// Returns where the next section begins with a header that every tool knows: whatever stands above, no tool takes it
    /// for anything else.
    fn section_behind(&self, start: usize) -> Option<usize> {
        if start >= self.size {
            return None;
        }
        let mut bytes = vec![0; self.window];
        let count = window::fill(self.file, &mut bytes, start)?;
        let bytes = bytes.get(..count)?;
        let is_header = |at: &usize| {
            let line = bytes.get(*at..).and_then(|rest| rest.split(|byte| *byte == b'\n').next());
            let line = line.filter(|line| at + line.len() < bytes.len());
            let line = line.map(|line| line.strip_suffix(b"\r").unwrap_or(line));
            line.is_some_and(|line| plain::header(line, self.kind).is_some())
        };
        Some(start + line_ends(bytes).map(|end| end + 1).find(is_header)?)
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
