//! The signals that end a process, heard instead of obeyed while a terminal has to be put in order first.

use std::io::{self, Read as _};
use std::os::fd::{AsFd as _, BorrowedFd};
use std::os::unix::net::UnixStream;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM};
use signal_hook::{flag, low_level};

/// The signals that ask a process to end.
const ENDING: [i32; 4] = [SIGINT, SIGQUIT, SIGTERM, SIGHUP];

/// The code of a process that its user has broken off.
const INTERRUPTED: i32 = 130;

/// Hears the signals while it lives; without one they act as they always do.
pub(crate) struct Listener(&'static Ear);

struct Ear {
    woken: UnixStream,
    ended: Arc<AtomicBool>,
    resumed: Arc<AtomicBool>,
    is_deaf: Arc<AtomicBool>,
    listeners: Mutex<usize>,
}

static EAR: OnceLock<Option<Ear>> = OnceLock::new();

impl Listener {
    /// Begins to listen; `None` if the system has no means left for that.
    pub(crate) fn new() -> Option<Self> {
        let ear = EAR.get_or_init(|| Ear::new().ok()).as_ref()?;
        ear.count(|listeners| listeners + 1);
        ear.resumed.store(false, Ordering::SeqCst);
        Some(Self(ear))
    }

    /// Waits until `other` can be read, a signal arrives or the time is over; returns whether `other` can be read.
    pub(crate) fn wait(&self, other: BorrowedFd<'_>, time: Option<Duration>) -> bool {
        let time = time.and_then(|time| Timespec::try_from(time).ok());
        let watched = |fd| PollFd::from_borrowed_fd(fd, PollFlags::IN);
        let mut both = [watched(other), watched(self.0.woken.as_fd())];
        let is_certain = poll(&mut both, time.as_ref()).is_ok();
        let [other, _] = both;
        is_certain && !other.revents().is_empty()
    }

    /// Takes the wish that the process may end; returns whether there is one.
    pub(crate) fn takes_end(&self) -> bool {
        self.sleeps_again();
        self.0.ended.swap(false, Ordering::SeqCst)
    }

    /// Takes the news that the process had been stopped and goes on; returns whether it had.
    pub(crate) fn takes_resumption(&self) -> bool {
        self.0.resumed.swap(false, Ordering::SeqCst)
    }

    fn sleeps_again(&self) {
        let mut bytes = [0; 64];
        while let Ok(1..) = (&self.0.woken).read(&mut bytes) {}
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        self.0.count(|listeners| listeners - 1);
    }
}

impl Ear {
    fn new() -> io::Result<Self> {
        let (woken, waker) = UnixStream::pair()?;
        woken.set_nonblocking(true)?;
        let ear = Self {
            woken,
            ended: Arc::default(),
            resumed: Arc::default(),
            is_deaf: Arc::new(AtomicBool::new(true)),
            listeners: Mutex::default(),
        };
        // What happened is written down before anybody is woken.
        for signal in ENDING {
            flag::register_conditional_default(signal, Arc::clone(&ear.is_deaf))?;
            flag::register(signal, Arc::clone(&ear.ended))?;
            low_level::pipe::register(signal, waker.try_clone()?)?;
        }
        flag::register(SIGCONT, Arc::clone(&ear.resumed))?;
        low_level::pipe::register(SIGCONT, waker)?;
        Ok(ear)
    }

    fn count(&self, change: impl Fn(usize) -> usize) {
        let mut listeners = self.listeners.lock().unwrap_or_else(PoisonError::into_inner);
        *listeners = change(*listeners);
        self.is_deaf.store(*listeners == 0, Ordering::SeqCst);
    }
}

/// Ends the process as one that its user has broken off, with nothing more on standard output.
pub(crate) fn end() -> ! {
    low_level::exit(INTERRUPTED)
}
